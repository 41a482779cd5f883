package io.poolscope.jdk;

/** Binary names of the JDK's classes that the table speaks of: constants, so that this class is never loaded. */
final class Owners {
    private static final String J = "java.util.concurrent.";

    static final String THREAD = "java.lang.Thread";
    static final String HOLDER = "java.lang.Thread$FieldHolder";
    static final String GROUP = "java.lang.ThreadGroup";
    static final String VIRTUAL = "java.lang.VirtualThread";
    static final String VIRTUAL_BODY = "java.lang.VirtualThread$VThreadContinuation$1";
    static final String CONTINUATION = "jdk.internal.vm.Continuation";
    static final String CARRIER = "jdk.internal.misc.CarrierThread";
    static final String VM = "jdk.internal.misc.VM";
    static final String UNSAFE = "jdk.internal.misc.Unsafe";
    static final String THROWABLE = "java.lang.Throwable";
    static final String FRAME = "java.lang.StackTraceElement";
    static final String OBJECT = "java.lang.Object";
    static final String ENUM = "java.lang.Enum";

    static final String TASK = J + "FutureTask";
    static final String WAIT_NODE = J + "FutureTask$WaitNode";
    static final String QUEUEING = J + "ExecutorCompletionService$QueueingFuture";
    static final String RUNNABLE_ADAPTER = J + "Executors$RunnableAdapter";
    static final String PRIVILEGED = J + "Executors$PrivilegedCallable";
    static final String FUTURE = J + "CompletableFuture";
    static final String COMPLETION = FUTURE + "$Completion";
    static final String UNI = FUTURE + "$UniCompletion";
    static final String ANY = FUTURE + "$AnyOf";
    static final String SUPPLY = FUTURE + "$AsyncSupply";
    static final String RUN = FUTURE + "$AsyncRun";

    static final String FORK = J + "ForkJoinPool";
    static final String LANE = J + "ForkJoinPool$WorkQueue";
    static final String FORK_WORKER = J + "ForkJoinWorkerThread";
    static final String FORK_TASK = J + "ForkJoinTask";
    static final String DELAYED_FORK = J + "DelayScheduler$ScheduledForkJoinTask";
    static final String POOL = J + "ThreadPoolExecutor";
    static final String WORKER = J + "ThreadPoolExecutor$Worker";
    static final String SCHEDULER = J + "ScheduledThreadPoolExecutor";
    static final String SCHEDULED = J + "ScheduledThreadPoolExecutor$ScheduledFutureTask";
    static final String DELAYED = J + "ScheduledThreadPoolExecutor$DelayedWorkQueue";
    static final String PER_TASK = J + "ThreadPerTaskExecutor";

    static final String ARRAY_QUEUE = J + "ArrayBlockingQueue";
    static final String LINKED_QUEUE = J + "LinkedBlockingQueue";
    static final String LINKED_DEQUE = J + "LinkedBlockingDeque";
    static final String TRANSFER_QUEUE = J + "LinkedTransferQueue";
    static final String CONCURRENT_QUEUE = J + "ConcurrentLinkedQueue";
    static final String PRIORITY_BLOCKING = J + "PriorityBlockingQueue";
    static final String DELAY_QUEUE = J + "DelayQueue";
    static final String HAND_OVER = J + "SynchronousQueue";
    static final String COPY_LIST = J + "CopyOnWriteArrayList";
    static final String SEMAPHORE = J + "Semaphore";
    static final String PRIORITY_QUEUE = "java.util.PriorityQueue";
    static final String ARRAY_DEQUE = "java.util.ArrayDeque";
    static final String HASH_MAP = "java.util.HashMap";
    static final String LINKED_LIST = "java.util.LinkedList";
    static final String TIMER_THREAD = "java.util.TimerThread";
    static final String TIMER_QUEUE = "java.util.TaskQueue";
    static final String TIMER_TASK = "java.util.TimerTask";
    static final String COUNTER = J + "atomic.AtomicInteger";
    static final String REFERENCE = J + "atomic.AtomicReference";
    static final String SYNCHRONIZER = J + "locks.AbstractQueuedSynchronizer";
    static final String OWNED = J + "locks.AbstractOwnableSynchronizer";
    static final String SELECTOR = "sun.nio.ch.SelectorImpl";

    // Beginnings and whole parts of descriptors.
    static final String C = "Ljava/util/concurrent/";
    static final String F = "Ljava/util/function/";
    static final String O = "Ljava/lang/Object;";
    static final String T = "Ljava/lang/Throwable;";
    static final String R = "Ljava/lang/Runnable;";
    static final String CF = "Ljava/util/concurrent/CompletableFuture;";
    static final String FJT = "Ljava/util/concurrent/ForkJoinTask;";

    private Owners() {}
}
