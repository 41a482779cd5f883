package io.poolscope.jdk;

import static io.poolscope.jdk.Owners.*;

/** Methods and constructors of the JDK that take advice. */
public enum WovenMethod implements JdkMember {
    TASK_RUN(TASK, "run", "()V"),
    TASK_GET(TASK, "get", "(J" + C + "TimeUnit;)" + O),
    TASK_AWAIT_DONE(TASK, "awaitDone", "(ZJ)I"),
    TASK_CANCEL(TASK, "cancel", "(Z)Z"),
    TASK_SET_EXCEPTION(TASK, "setException", "(" + T + ")V"),
    TASK_REPORT(TASK, "report", "(I)" + O),
    TASK_STATE(TASK, "state", "()" + C + "Future$State;", 19),

    FUTURE_NEW(FUTURE, "<init>", "()V"),
    FUTURE_WAITING_GET(FUTURE, "waitingGet", "(Z)" + O),
    FUTURE_TIMED_GET(FUTURE, "timedGet", "(J)" + O),
    FUTURE_COMPLETE(FUTURE, "complete", "(" + O + ")Z"),
    FUTURE_COMPLETE_EXCEPTIONALLY(FUTURE, "completeExceptionally", "(" + T + ")Z"),
    FUTURE_CANCEL(FUTURE, "cancel", "(Z)Z"),
    FUTURE_IS_EXCEPTIONAL(FUTURE, "isCompletedExceptionally", "()Z"),
    FUTURE_STATE(FUTURE, "state", "()" + C + "Future$State;", 19),
    FUTURE_EXCEPTION_NOW(FUTURE, "exceptionNow", "()" + T, 19),
    FUTURE_RESULT_NOW(FUTURE, "resultNow", "()" + O, 19),
    FUTURE_ENCODE(FUTURE, "encodeThrowable", "(" + T + ")" + C + "CompletableFuture$AltResult;"),
    FUTURE_ENCODE_CARRIED(FUTURE, "encodeThrowable", "(" + T + O + ")" + O),
    FUTURE_FAIL(FUTURE, "completeThrowable", "(" + T + ")Z"),
    FUTURE_FAIL_CARRIED(FUTURE, "completeThrowable", "(" + T + O + ")Z"),
    FUTURE_RELAY(FUTURE, "completeRelay", "(" + O + ")Z"),
    FUTURE_INTERNAL_COMPLETE(FUTURE, "internalComplete", "(" + O + ")Z"),
    FUTURE_REPORT_GET_BARE(FUTURE, "reportGet", "(" + O + ")" + O, OLDEST, 22),
    FUTURE_REPORT_GET(FUTURE, "reportGet", "(" + O + "Ljava/lang/String;)" + O, 23),
    FUTURE_REPORT_JOIN_BARE(FUTURE, "reportJoin", "(" + O + ")" + O, OLDEST, 22),
    FUTURE_REPORT_JOIN(FUTURE, "reportJoin", "(" + O + "Ljava/lang/String;)" + O, 23),
    FUTURE_UNI_HANDLE(FUTURE, "uniHandle", "(" + O + F + "BiFunction;" + C + "CompletableFuture$UniHandle;)Z"),
    FUTURE_UNI_EXCEPTIONALLY(
            FUTURE, "uniExceptionally", "(" + O + F + "Function;" + C + "CompletableFuture$UniExceptionally;)Z"),
    FUTURE_UNI_WHEN_COMPLETE(
            FUTURE, "uniWhenComplete", "(" + O + F + "BiConsumer;" + C + "CompletableFuture$UniWhenComplete;)Z"),
    FUTURE_COMPOSE_EXCEPTIONALLY(FUTURE, "uniComposeExceptionallyStage", "(" + C + "Executor;" + F + "Function;)" + CF),
    FUTURE_BI_APPLY(FUTURE, "biApply", "(" + O + O + F + "BiFunction;" + C + "CompletableFuture$BiApply;)Z"),
    FUTURE_BI_ACCEPT(FUTURE, "biAccept", "(" + O + O + F + "BiConsumer;" + C + "CompletableFuture$BiAccept;)Z"),
    FUTURE_BI_FIRED(FUTURE, "postFire", "(" + CF + CF + "I)" + CF),
    FUTURE_BI_RUN(FUTURE, "biRun", "(" + O + O + R + C + "CompletableFuture$BiRun;)Z"),
    FUTURE_OR_APPLY(FUTURE, "orApplyStage", "(" + C + "Executor;" + C + "CompletionStage;" + F + "Function;)" + CF),
    FUTURE_OR_ACCEPT(FUTURE, "orAcceptStage", "(" + C + "Executor;" + C + "CompletionStage;" + F + "Consumer;)" + CF),
    FUTURE_OR_RUN(FUTURE, "orRunStage", "(" + C + "Executor;" + C + "CompletionStage;" + R + ")" + CF),
    FUTURE_ALL_OF(FUTURE, "allOf", "([" + CF + ")" + CF),
    FUTURE_ANY_OF(FUTURE, "anyOf", "([" + CF + ")" + CF),
    FUTURE_SUPPLY(FUTURE, "asyncSupplyStage", "(" + C + "Executor;" + F + "Supplier;)" + CF),
    FUTURE_RUN(FUTURE, "asyncRunStage", "(" + C + "Executor;" + R + ")" + CF),
    SUPPLY_RUN(SUPPLY, "run", "()V"),
    RUN_RUN(RUN, "run", "()V"),

    POOL_NEW(
            POOL,
            "<init>",
            "(IIJ" + C + "TimeUnit;" + C + "BlockingQueue;" + C + "ThreadFactory;" + C + "RejectedExecutionHandler;)V"),
    POOL_EXECUTE(POOL, "execute", "(" + R + ")V"),
    POOL_REJECT(POOL, "reject", "(" + R + ")V"),
    POOL_GET_TASK(POOL, "getTask", "()" + R),
    POOL_WORKER_EXIT(POOL, "processWorkerExit", "(" + C + "ThreadPoolExecutor$Worker;Z)V"),
    WORKER_RUN(WORKER, "run", "()V"),
    SCHEDULER_EXECUTE(SCHEDULER, "delayedExecute", "(" + C + "RunnableScheduledFuture;)V"),

    FORK_NEW(
            FORK,
            "<init>",
            "(I" + C + "ForkJoinPool$ForkJoinWorkerThreadFactory;Ljava/lang/Thread$UncaughtExceptionHandler;ZIII" + F
                    + "Predicate;J" + C + "TimeUnit;)V"),
    FORK_EXECUTE(FORK, "execute", "(" + R + ")V"),
    FORK_EXECUTE_TASK(FORK, "execute", "(" + FJT + ")V"),
    FORK_SUBMIT_TASK(FORK, "submit", "(" + FJT + ")" + FJT),
    // The result type keeps the bridge methods apart, which call these.
    FORK_SUBMIT_CALLABLE(FORK, "submit", "(" + C + "Callable;)" + FJT),
    FORK_SUBMIT_RESULT(FORK, "submit", "(" + R + O + ")" + FJT),
    FORK_SUBMIT(FORK, "submit", "(" + R + ")" + FJT),
    LANE_EXEC_FROM(LANE, "topLevelExec", "(" + FJT + C + "ForkJoinPool$WorkQueue;)V", OLDEST, 21),
    LANE_EXEC_CONFIGURED(LANE, "topLevelExec", "(" + FJT + C + "ForkJoinPool$WorkQueue;II)V", 22, 22),
    LANE_EXEC(LANE, "topLevelExec", "(" + FJT + "I)V", 23),

    /** A native method before, which cannot take advice. */
    OBJECT_WAIT(OBJECT, "wait", "(J)V", 19);

    private final Row row;

    WovenMethod(String owner, String name, String descriptor) {
        this(owner, name, descriptor, OLDEST, NEWEST);
    }

    WovenMethod(String owner, String name, String descriptor, int since) {
        this(owner, name, descriptor, since, NEWEST);
    }

    WovenMethod(String owner, String name, String descriptor, int since, int until) {
        row = new Row(owner, name, descriptor, since, until);
    }

    @Override
    public Row row() {
        return row;
    }
}
