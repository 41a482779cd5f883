package io.poolscope.jdk;

import static io.poolscope.jdk.Owners.*;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;

/** Private fields of the JDK whose values poolscope reads, from its own thread or, given to the hooks, from others. */
public enum ReadField implements JdkMember {
    // Threads
    THREAD_TID(THREAD, "tid", "J"),
    THREAD_STATUS(THREAD, "threadStatus", "I", OLDEST, 18),
    THREAD_TARGET(THREAD, "target", R, OLDEST, 18),
    THREAD_HOLDER(THREAD, "holder", "Ljava/lang/Thread$FieldHolder;", 19),
    HOLDER_STATUS(HOLDER, "threadStatus", "I", 19),
    HOLDER_TASK(HOLDER, "task", R, 19),
    THREAD_CONTAINER(THREAD, "container", "Ljdk/internal/vm/ThreadContainer;", 19),
    THREAD_CONTINUATION(THREAD, "cont", "Ljdk/internal/vm/Continuation;", 19),
    CONTINUATION_TARGET(CONTINUATION, "target", R, 19),
    VIRTUAL_BODY_THREAD(VIRTUAL_BODY, "val$vthread", "Ljava/lang/VirtualThread;", 21),
    VIRTUAL_CARRIER(VIRTUAL, "carrierThread", "Ljava/lang/Thread;", 19),
    /** Whether the carrier tries to have another in its place, or has. */
    CARRIER_BLOCKING(CARRIER, "blocking", "Z", 21, 21),
    CARRIER_COMPENSATING(CARRIER, "compensating", "I", 22),
    GROUP_PARENT(GROUP, "parent", "Ljava/lang/ThreadGroup;"),
    /** Where it is, groups are read field by field; from 19 on the JVM lists threads without a lock. */
    GROUP_THREADS(GROUP, "threads", "[Ljava/lang/Thread;", OLDEST, 18),
    GROUP_COUNT(GROUP, "nthreads", "I", OLDEST, 18),
    GROUP_GROUPS(GROUP, "groups", "[Ljava/lang/ThreadGroup;"),
    GROUP_GROUP_COUNT(GROUP, "ngroups", "I"),

    // Exceptions
    THROWABLE_ELEMENTS(THROWABLE, "stackTrace", "[Ljava/lang/StackTraceElement;"),
    THROWABLE_DEPTH(THROWABLE, "depth", "I"),
    THROWABLE_CAUSE(THROWABLE, "cause", T),
    /** Written by the JVM. */
    THROWABLE_BACKTRACE(THROWABLE, "backtrace", O),

    // Futures, and what is in them
    TASK_STATE(TASK, "state", "I"),
    TASK_CALLABLE(TASK, "callable", C + "Callable;"),
    TASK_OUTCOME(TASK, "outcome", O),
    TASK_RUNNER(TASK, "runner", "Ljava/lang/Thread;"),
    TASK_WAITERS(TASK, "waiters", C + "FutureTask$WaitNode;"),
    WAIT_NODE_THREAD(WAIT_NODE, "thread", "Ljava/lang/Thread;"),
    WAIT_NODE_NEXT(WAIT_NODE, "next", C + "FutureTask$WaitNode;"),
    QUEUEING_TASK(QUEUEING, "task", C + "Future;"),
    RUNNABLE_ADAPTER_TASK(RUNNABLE_ADAPTER, "task", R),
    PRIVILEGED_TASK(PRIVILEGED, "task", C + "Callable;"),
    FUTURE_RESULT(FUTURE, "result", O),
    FUTURE_STACK(FUTURE, "stack", C + "CompletableFuture$Completion;"),
    ALT_RESULT_EX(FUTURE + "$AltResult", "ex", T),
    COMPLETION_NEXT(COMPLETION, "next", C + "CompletableFuture$Completion;"),
    SIGNALLER_THREAD(FUTURE + "$Signaller", "thread", "Ljava/lang/Thread;"),
    CO_BASE(FUTURE + "$CoCompletion", "base", C + "CompletableFuture$BiCompletion;"),
    UNI_SRC(UNI, "src", CF),
    UNI_DEP(UNI, "dep", CF),
    BI_SND(FUTURE + "$BiCompletion", "snd", CF),
    ANY_SRCS(ANY, "srcs", "[" + CF),
    ANY_DEP(ANY, "dep", CF),
    SUPPLY_DEP(SUPPLY, "dep", CF),
    SUPPLY_FN(SUPPLY, "fn", F + "Supplier;"),
    RUN_DEP(RUN, "dep", CF),
    RUN_FN(RUN, "fn", R),
    UNI_APPLY_FN(FUTURE + "$UniApply", "fn", F + "Function;"),
    UNI_ACCEPT_FN(FUTURE + "$UniAccept", "fn", F + "Consumer;"),
    UNI_RUN_FN(FUTURE + "$UniRun", "fn", R),
    UNI_WHEN_COMPLETE_FN(FUTURE + "$UniWhenComplete", "fn", F + "BiConsumer;"),
    UNI_HANDLE_FN(FUTURE + "$UniHandle", "fn", F + "BiFunction;"),
    UNI_EXCEPTIONALLY_FN(FUTURE + "$UniExceptionally", "fn", F + "Function;"),
    UNI_COMPOSE_FN(FUTURE + "$UniCompose", "fn", F + "Function;"),
    BI_APPLY_FN(FUTURE + "$BiApply", "fn", F + "BiFunction;"),
    BI_ACCEPT_FN(FUTURE + "$BiAccept", "fn", F + "BiConsumer;"),
    BI_RUN_FN(FUTURE + "$BiRun", "fn", R),
    OR_APPLY_FN(FUTURE + "$OrApply", "fn", F + "Function;"),
    OR_ACCEPT_FN(FUTURE + "$OrAccept", "fn", F + "Consumer;"),
    OR_RUN_FN(FUTURE + "$OrRun", "fn", R),
    FORK_TASK_STATUS(FORK_TASK, "status", "I"),
    FORK_RUNNABLE(FORK_TASK + "$AdaptedRunnable", "runnable", R),
    FORK_ACTION(FORK_TASK + "$AdaptedRunnableAction", "runnable", R),
    FORK_EXECUTE(FORK_TASK + "$RunnableExecuteAction", "runnable", R),
    FORK_CALLABLE(FORK_TASK + "$AdaptedCallable", "callable", C + "Callable;"),
    FORK_INTERRUPTIBLE_CALLABLE(FORK_TASK + "$AdaptedInterruptibleCallable", "callable", C + "Callable;"),
    FORK_INTERRUPTIBLE_RUNNABLE(FORK_TASK + "$AdaptedInterruptibleRunnable", "runnable", R, 22),
    /** What {@code ForkJoinPool.submit(Callable)} makes. */
    FORK_INTERRUPTIBLE_RUNNER(FORK_TASK + "$InterruptibleTask", "runner", "Ljava/lang/Thread;", 22),
    DELAYED_FORK_CALLABLE(DELAYED_FORK, "callable", C + "Callable;", 25),
    DELAYED_FORK_RUNNABLE(DELAYED_FORK, "runnable", R, 25),

    // Thread pools
    POOL_CTL(POOL, "ctl", C + "atomic/AtomicInteger;"),
    POOL_QUEUE(POOL, "workQueue", C + "BlockingQueue;"),
    POOL_CORE(POOL, "corePoolSize", "I"),
    POOL_MAX(POOL, "maximumPoolSize", "I"),
    POOL_COMPLETED(POOL, "completedTaskCount", "J"),
    WORKER_POOL(WORKER, "this$0", C + "ThreadPoolExecutor;"),
    WORKER_COMPLETED(WORKER, "completedTasks", "J"),
    WORKER_FIRST_TASK(WORKER, "firstTask", R),
    SYNCHRONIZER_STATE(SYNCHRONIZER, "state", "I"),
    OWNED_OWNER(OWNED, "exclusiveOwnerThread", "Ljava/lang/Thread;"),
    PER_TASK_STATE(PER_TASK, "state", "I", 19),

    // Fork-join pools
    FORK_CTL(FORK, "ctl", "J"),
    FORK_STEALS(FORK, "stealCount", "J"),
    FORK_QUEUES(FORK, "queues", "[" + C + "ForkJoinPool$WorkQueue;"),
    /** Parallelism in the low 16 bits, run state in the high ones. */
    FORK_MODE(FORK, "mode", "I", OLDEST, 18),
    FORK_PARALLELISM(FORK, "parallelism", "I", 19),
    FORK_RUN_STATE_INT(FORK, "runState", "I", 19, 21),
    FORK_RUN_STATE(FORK, "runState", "J", 22),
    FORK_WORKER_POOL(FORK_WORKER, "pool", C + "ForkJoinPool;"),
    FORK_WORKER_LANE(FORK_WORKER, "workQueue", C + "ForkJoinPool$WorkQueue;"),
    LANE_OWNER(LANE, "owner", C + "ForkJoinWorkerThread;"),
    LANE_PHASE(LANE, "phase", "I"),
    LANE_STEALS(LANE, "nsteals", "I"),
    LANE_ARRAY(LANE, "array", "[" + FJT),
    LANE_BASE(LANE, "base", "I"),
    LANE_TOP(LANE, "top", "I"),
    /** Came with the new meaning of {@code phase}. */
    LANE_PARKING(LANE, "parking", "I", 23),

    // Schedulers
    SCHEDULED_TIME(SCHEDULED, "time", "J"),
    SCHEDULED_PERIOD(SCHEDULED, "period", "J"),
    DELAYED_HEAP(DELAYED, "queue", "[" + C + "RunnableScheduledFuture;"),
    DELAYED_SIZE(DELAYED, "size", "I"),
    TIMER_THREAD_QUEUE(TIMER_THREAD, "queue", "Ljava/util/TaskQueue;"),
    TIMER_HEAP(TIMER_QUEUE, "queue", "[Ljava/util/TimerTask;"),
    TIMER_SIZE(TIMER_QUEUE, "size", "I"),
    TIMER_NEXT(TIMER_TASK, "nextExecutionTime", "J"),
    TIMER_PERIOD(TIMER_TASK, "period", "J"),
    TIMER_STATE(TIMER_TASK, "state", "I"),

    // Queues
    ARRAY_QUEUE_ITEMS(ARRAY_QUEUE, "items", "[" + O),
    ARRAY_QUEUE_TAKE(ARRAY_QUEUE, "takeIndex", "I"),
    ARRAY_QUEUE_COUNT(ARRAY_QUEUE, "count", "I"),
    LINKED_QUEUE_HEAD(LINKED_QUEUE, "head", C + "LinkedBlockingQueue$Node;"),
    LINKED_QUEUE_LAST(LINKED_QUEUE, "last", C + "LinkedBlockingQueue$Node;"),
    LINKED_QUEUE_COUNT(LINKED_QUEUE, "count", C + "atomic/AtomicInteger;"),
    LINKED_QUEUE_CAPACITY(LINKED_QUEUE, "capacity", "I"),
    LINKED_QUEUE_NOT_EMPTY(LINKED_QUEUE, "notEmpty", C + "locks/Condition;"),
    LINKED_QUEUE_ITEM(LINKED_QUEUE + "$Node", "item", O),
    LINKED_QUEUE_NEXT(LINKED_QUEUE + "$Node", "next", C + "LinkedBlockingQueue$Node;"),
    LINKED_DEQUE_FIRST(LINKED_DEQUE, "first", C + "LinkedBlockingDeque$Node;"),
    LINKED_DEQUE_COUNT(LINKED_DEQUE, "count", "I"),
    LINKED_DEQUE_CAPACITY(LINKED_DEQUE, "capacity", "I"),
    LINKED_DEQUE_ITEM(LINKED_DEQUE + "$Node", "item", O),
    LINKED_DEQUE_NEXT(LINKED_DEQUE + "$Node", "next", C + "LinkedBlockingDeque$Node;"),
    TRANSFER_HEAD_OF_NODES(TRANSFER_QUEUE, "head", C + "LinkedTransferQueue$Node;", OLDEST, 20),
    TRANSFER_NODE_ITEM(TRANSFER_QUEUE + "$Node", "item", O, OLDEST, 20),
    TRANSFER_NODE_NEXT(TRANSFER_QUEUE + "$Node", "next", C + "LinkedTransferQueue$Node;", OLDEST, 20),
    TRANSFER_NODE_IS_DATA(TRANSFER_QUEUE + "$Node", "isData", "Z", OLDEST, 20),
    TRANSFER_HEAD(TRANSFER_QUEUE, "head", C + "LinkedTransferQueue$DualNode;", 21),
    TRANSFER_DUAL_ITEM(TRANSFER_QUEUE + "$DualNode", "item", O, 21),
    TRANSFER_DUAL_NEXT(TRANSFER_QUEUE + "$DualNode", "next", C + "LinkedTransferQueue$DualNode;", 21),
    TRANSFER_DUAL_IS_DATA(TRANSFER_QUEUE + "$DualNode", "isData", "Z", 21),
    CONCURRENT_QUEUE_HEAD(CONCURRENT_QUEUE, "head", C + "ConcurrentLinkedQueue$Node;"),
    CONCURRENT_QUEUE_ITEM(CONCURRENT_QUEUE + "$Node", "item", O),
    CONCURRENT_QUEUE_NEXT(CONCURRENT_QUEUE + "$Node", "next", C + "ConcurrentLinkedQueue$Node;"),
    HASH_TABLE(HASH_MAP, "table", "[Ljava/util/HashMap$Node;"),
    HASH_SIZE(HASH_MAP, "size", "I"),
    HASH_KEY(HASH_MAP + "$Node", "key", O),
    HASH_VALUE(HASH_MAP + "$Node", "value", O),
    HASH_NEXT(HASH_MAP + "$Node", "next", "Ljava/util/HashMap$Node;"),
    HASH_SET_MAP("java.util.HashSet", "map", "Ljava/util/HashMap;"),
    LIST_FIRST(LINKED_LIST, "first", "Ljava/util/LinkedList$Node;"),
    LIST_SIZE(LINKED_LIST, "size", "I"),
    LIST_ITEM(LINKED_LIST + "$Node", "item", O),
    LIST_NEXT(LINKED_LIST + "$Node", "next", "Ljava/util/LinkedList$Node;"),
    PRIORITY_BLOCKING_HEAP(PRIORITY_BLOCKING, "queue", "[" + O),
    PRIORITY_BLOCKING_SIZE(PRIORITY_BLOCKING, "size", "I"),
    DELAY_QUEUE_HEAP(DELAY_QUEUE, "q", "Ljava/util/PriorityQueue;"),
    PRIORITY_QUEUE_HEAP(PRIORITY_QUEUE, "queue", "[" + O),
    PRIORITY_QUEUE_SIZE(PRIORITY_QUEUE, "size", "I"),
    ARRAY_DEQUE_ELEMENTS(ARRAY_DEQUE, "elements", "[" + O),
    ARRAY_DEQUE_HEAD(ARRAY_DEQUE, "head", "I"),
    ARRAY_DEQUE_TAIL(ARRAY_DEQUE, "tail", "I"),
    HAND_OVER_TRANSFERER(HAND_OVER, "transferer", C + "SynchronousQueue$Transferer;"),

    // What libraries keep their own in
    COPY_LIST_ARRAY(COPY_LIST, "array", "[" + O),
    COUNTER_VALUE(COUNTER, "value", "I"),
    REFERENCE_VALUE(REFERENCE, "value", O),
    SEMAPHORE_SYNC(SEMAPHORE, "sync", C + "Semaphore$Sync;"),
    ENUM_ORDINAL(ENUM, "ordinal", "I"),
    SELECTOR_IN_SELECT(SELECTOR, "inSelect", "Z");

    private final Row row;

    ReadField(String owner, String name, String descriptor) {
        this(owner, name, descriptor, OLDEST, NEWEST);
    }

    ReadField(String owner, String name, String descriptor, int since) {
        this(owner, name, descriptor, since, NEWEST);
    }

    ReadField(String owner, String name, String descriptor, int since, int until) {
        row = new Row(owner, name, descriptor, since, until);
    }

    @Override
    public Row row() {
        return row;
    }

    /**
     * A handle for the hooks. Loads the class, without initialising it.
     *
     * @throws ReflectiveOperationException where this JVM has not got the field as the table says
     */
    public VarHandle handle() throws ReflectiveOperationException {
        try {
            Class<?> type = MethodType.fromMethodDescriptorString(
                            "()" + descriptor(), ClassLoader.getPlatformClassLoader())
                    .returnType();
            Class<?> declaring = Class.forName(owner(), false, null);
            return MethodHandles.privateLookupIn(declaring, MethodHandles.lookup())
                    .findVarHandle(declaring, memberName(), type);
        } catch (ReflectiveOperationException | TypeNotPresentException e) {
            JdkCheck.absent(this);
            throw e instanceof ReflectiveOperationException known ? known : new ClassNotFoundException(place(), e);
        }
    }
}
