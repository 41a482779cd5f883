package io.poolscope.bootstrap;

/**
 * What one task told about its waits for futures, or what a worker told about jobs that it handed over only to wait for
 * them. Written by the worker, handed over whole by {@link TaskStory}, from then on poolscope's thread's.
 */
public final class Story {
    /** Waits of which a stack is kept; those after them are known in sum. */
    public static final int SITED = 16;

    /** The awaited work began after the wait before had ended: its submission by this task was seen. */
    public static final byte AFTER = 0;
    /** Nobody saw where the awaited work began. */
    public static final byte UNKNOWN = 1;
    /** The awaited work was under way before the wait before had ended. */
    public static final byte BEFORE = 2;

    /** Whose task it was. */
    public final WorkerRecord worker;
    /**
     * True: entry 0 stands for jobs that were handed over and waited for at once, of one task or of several. False: the
     * entries are the waits of one task, in their order.
     */
    public final boolean offloads;
    /** Stack of an entry, taken at its end. */
    public final Trace[] traces;
    /** How long the waits of an entry took, nanoseconds. */
    public final long[] nanos;
    /** Waits in an entry: 1, or several of under a millisecond each, of which the stack is that of the last. */
    public final int[] waits;
    /** {@link #AFTER}, {@link #UNKNOWN} or {@link #BEFORE}: of several the largest. */
    public final byte[] begun;
    /** Entries in use. */
    public int entries;

    /** Class of the task inside its wrappers; null where unknown. */
    public Class<?> kind;
    /** {@code System.nanoTime()} at which the task began; 0 where that was not clocked. */
    public long startedAt;
    /** {@code System.nanoTime()} at which the task ended. */
    public long endedAt;

    /** Waits that are in no entry, but for those of {@link #restBefore}. */
    public int restWaits;
    /** Nanoseconds. */
    public long restNanos;
    /** Waits in no entry for work that was {@link #BEFORE}. */
    public int restBefore;
    /** Of jobs handed over: time between hand-over and wait, nanoseconds. */
    public long gapNanos;

    Story(WorkerRecord worker, boolean offloads) {
        int places = offloads ? 1 : SITED;
        this.worker = worker;
        this.offloads = offloads;
        this.traces = new Trace[places];
        this.nanos = new long[places];
        this.waits = new int[places];
        this.begun = new byte[places];
    }

    void add(int count, long sum, byte beginning, Trace trace) {
        traces[entries] = trace;
        nanos[entries] = sum;
        waits[entries] = count;
        begun[entries] = beginning;
        entries++;
    }

    void rest(int count, long sum, byte beginning) {
        if (beginning == BEFORE) {
            restBefore += count;
        } else {
            restWaits += count;
            restNanos += sum;
        }
    }

    void clear() {
        for (int i = 0; i < entries; i++) {
            traces[i] = null;
        }
        entries = 0;
        kind = null;
        restWaits = 0;
        restNanos = 0;
        restBefore = 0;
    }
}
