package io.poolscope.jdk;

/**
 * All live platform threads, into an array that is used again. On 17 the thread groups are read field by field:
 * {@code ThreadGroup.enumerate} takes the monitor of every group, which an application may hold. From 19 on the JVM
 * lists the threads without a lock.
 */
public final class LiveThreads {
    private static final JdkField PARENT = JdkField.of(ReadField.GROUP_PARENT);
    private static final JdkField THREADS = JdkField.of(ReadField.GROUP_THREADS);
    private static final JdkField COUNT = JdkField.of(ReadField.GROUP_COUNT);
    private static final JdkField GROUPS = JdkField.of(ReadField.GROUP_GROUPS);
    private static final JdkField GROUP_COUNT = JdkField.of(ReadField.GROUP_GROUP_COUNT);

    /** Thread groups are a tree; deeper ones than this are not met. */
    private static final int MAX_DEPTH = 32;

    private final ThreadGroup root;
    private Thread[] threads = new Thread[256];
    private int size;

    /** Made on any thread. */
    public LiveThreads() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (PARENT.get(group) instanceof ThreadGroup parent) {
            group = parent;
        }
        this.root = group;
    }

    /** Reads them anew; one that starts or ends meanwhile may be missing. */
    public void read() {
        int before = size;
        size = 0;
        if (THREADS.present()) {
            add(root, 0);
        } else {
            while ((size = root.enumerate(threads, true)) == threads.length) {
                threads = new Thread[threads.length * 2];
            }
        }
        for (int i = size; i < before; i++) {
            threads[i] = null; // no ended thread is kept alive by this array
        }
    }

    private void add(ThreadGroup group, int depth) {
        int count = COUNT.getInt(group, 0);
        if (THREADS.get(group) instanceof Thread[] members) {
            for (int i = 0; i < count && i < members.length; i++) {
                Thread thread = members[i];
                if (thread != null) {
                    if (size == threads.length) {
                        threads = java.util.Arrays.copyOf(threads, size * 2);
                    }
                    threads[size++] = thread;
                }
            }
        }
        int groups = GROUP_COUNT.getInt(group, 0);
        if (depth < MAX_DEPTH && GROUPS.get(group) instanceof ThreadGroup[] children) {
            for (int i = 0; i < groups && i < children.length; i++) {
                ThreadGroup child = children[i];
                if (child != null) {
                    add(child, depth + 1);
                }
            }
        }
    }

    /** How many were read. */
    public int size() {
        return size;
    }

    /** One of those read, by index. */
    public Thread get(int index) {
        return threads[index];
    }

    /** Lets go of the threads that were read. */
    public void clear() {
        java.util.Arrays.fill(threads, 0, size, null);
        size = 0;
    }
}
