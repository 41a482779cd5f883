package io.poolscope.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.snapshot.BlockKind;
import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.Wait;
import io.poolscope.snapshot.WorkerState;
import io.poolscope.tests.waits.Blocking;
import io.poolscope.tests.waits.MoreBlocking;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way to wait, on real JDK objects and on both families of pools: what for, where, by which call. */
@Timeout(180)
@ExtendWith(OpenedJdk.class)
class BlockingKindsTest {
    private static final String JUC = "java.util.concurrent.";
    /** {@code Executors.newSingleThreadExecutor} wraps the pool. */
    private static final String DELEGATED = JUC + "Executors$DelegatedExecutorService.";

    record Case(String method, Blocking.Body body, BlockKind kind, boolean timed, boolean async, List<String> calls) {
        @Override
        public String toString() {
            return method;
        }
    }

    record Run(Case of, boolean forkJoin) {
        @Override
        public String toString() {
            return of + (forkJoin ? " in a fork-join pool" : " in a thread pool");
        }
    }

    private static Case future(String method, Blocking.Body body, boolean timed, String... calls) {
        return new Case(method, body, BlockKind.FUTURE, timed, true, List.of(calls));
    }

    private static Case one(String method, Blocking.Body body, BlockKind kind, boolean timed, String... calls) {
        return new Case(method, body, kind, timed, false, List.of(calls));
    }

    private static final List<Case> CASES = List.of(
            future("futureTaskGet", Blocking::futureTaskGet, false, JUC + "FutureTask.get"),
            future("futureTaskGetTimed", Blocking::futureTaskGetTimed, true, JUC + "FutureTask.get"),
            future("completableFutureJoin", Blocking::completableFutureJoin, false, JUC + "CompletableFuture.join"),
            future(
                    "completableFutureGetTimed",
                    Blocking::completableFutureGetTimed,
                    true,
                    JUC + "CompletableFuture.get"),
            future("forkJoinTaskJoin", Blocking::forkJoinTaskJoin, false, JUC + "ForkJoinTask.join"),
            future("promiseAwait", Blocking::promiseAwait, false, "io.netty.util.concurrent.StubPromise.await"),
            new Case(
                    "completionServiceTake",
                    Blocking::completionServiceTake,
                    BlockKind.QUEUE,
                    false,
                    true,
                    List.of(JUC + "ExecutorCompletionService.take")),
            one("objectWait", Blocking::objectWait, BlockKind.OBJECT_WAIT, false, "java.lang.Object.wait"),
            one("objectWaitTimed", Blocking::objectWaitTimed, BlockKind.OBJECT_WAIT, true, "java.lang.Object.wait"),
            one("monitor", Blocking::monitor, BlockKind.MONITOR, false, "synchronized"),
            one("reentrantLock", Blocking::reentrantLock, BlockKind.LOCK, false, JUC + "locks.ReentrantLock.lock"),
            one(
                    "writeLock",
                    Blocking::writeLock,
                    BlockKind.LOCK,
                    false,
                    JUC + "locks.ReentrantReadWriteLock$WriteLock.lock"),
            one("stampedLock", Blocking::stampedLock, BlockKind.LOCK, false, JUC + "locks.StampedLock.writeLock"),
            one("latch", Blocking::latch, BlockKind.LATCH, false, JUC + "CountDownLatch.await"),
            one("latchTimed", Blocking::latchTimed, BlockKind.LATCH, true, JUC + "CountDownLatch.await"),
            one("semaphore", Blocking::semaphore, BlockKind.SEMAPHORE, false, JUC + "Semaphore.acquire"),
            one("cyclicBarrier", Blocking::cyclicBarrier, BlockKind.BARRIER, false, JUC + "CyclicBarrier.await"),
            one("phaser", Blocking::phaser, BlockKind.BARRIER, false, JUC + "Phaser.awaitAdvance"),
            one("exchanger", Blocking::exchanger, BlockKind.BARRIER, false, JUC + "Exchanger.exchange"),
            one(
                    "condition",
                    Blocking::condition,
                    BlockKind.CONDITION,
                    false,
                    JUC + "locks.AbstractQueuedSynchronizer$ConditionObject.await"),
            one("linkedQueueTake", Blocking::linkedQueueTake, BlockKind.QUEUE, false, JUC + "LinkedBlockingQueue.take"),
            one("arrayQueuePut", Blocking::arrayQueuePut, BlockKind.QUEUE, false, JUC + "ArrayBlockingQueue.put"),
            one(
                    "synchronousQueueTake",
                    Blocking::synchronousQueueTake,
                    BlockKind.QUEUE,
                    false,
                    JUC + "SynchronousQueue.take"),
            one(
                    "transferQueuePoll",
                    Blocking::transferQueuePoll,
                    BlockKind.QUEUE,
                    true,
                    JUC + "LinkedTransferQueue.poll"),
            one("sleep", b -> b.sleep(), BlockKind.SLEEP, true, "java.lang.Thread.sleep"),
            one("threadJoin", Blocking::threadJoin, BlockKind.THREAD_JOIN, false, "java.lang.Thread.join"),
            one("park", b -> b.park(), BlockKind.PARK, false, JUC + "locks.LockSupport.park"),
            one(
                    "connectionPool",
                    Blocking::connectionPool,
                    BlockKind.CONNECTION_POOL,
                    false,
                    "com.zaxxer.hikari.pool.HikariPool.getConnection"),
            one("read", Blocking::socketRead, BlockKind.SOCKET, false, "java.net.Socket$SocketInputStream.read"),
            one("read", Blocking::socketReadTimed, BlockKind.SOCKET, true, "java.net.Socket$SocketInputStream.read"),
            one("socketAccept", Blocking::socketAccept, BlockKind.SOCKET, false, "java.net.ServerSocket.accept"),
            one(
                    "httpSend",
                    Blocking::httpSend,
                    BlockKind.SOCKET,
                    false,
                    "jdk.internal.net.http.HttpClientFacade.send",
                    "java.net.http.HttpClient.send"),
            one(
                    "processWaitFor",
                    Blocking::processWaitFor,
                    BlockKind.PROCESS,
                    false,
                    "java.lang.ProcessImpl.waitFor",
                    "java.lang.Process.waitFor"),
            one("processRead", Blocking::processRead, BlockKind.PROCESS, false, "java.io.BufferedReader.readLine"),
            one("fileOpen", Blocking::fileOpen, BlockKind.FILE, false, "java.io.FileInputStream.<init>"),
            future(
                    "invokeAll",
                    MoreBlocking::invokeAll,
                    false,
                    JUC + "AbstractExecutorService.invokeAll",
                    DELEGATED + "invokeAll"),
            future(
                    "invokeAny",
                    MoreBlocking::invokeAny,
                    false,
                    JUC + "AbstractExecutorService.invokeAny",
                    DELEGATED + "invokeAny"),
            one("tryAcquire", MoreBlocking::tryAcquire, BlockKind.SEMAPHORE, true, JUC + "Semaphore.tryAcquire"),
            one(
                    "readLock",
                    MoreBlocking::readLock,
                    BlockKind.LOCK,
                    false,
                    JUC + "locks.ReentrantReadWriteLock$ReadLock.lock"),
            one("parkNanos", MoreBlocking::parkNanos, BlockKind.PARK, true, JUC + "locks.LockSupport.parkNanos"),
            one("threadJoinTimed", MoreBlocking::threadJoinTimed, BlockKind.THREAD_JOIN, true, "java.lang.Thread.join"),
            one(
                    "computeBin",
                    MoreBlocking::computeBin,
                    BlockKind.MONITOR,
                    false,
                    JUC + "ConcurrentHashMap.computeIfAbsent"),
            one("pipedRead", MoreBlocking::pipedRead, BlockKind.QUEUE, true, "java.io.PipedInputStream.read"),
            one(
                    "channelPipeRead",
                    MoreBlocking::channelPipeRead,
                    BlockKind.QUEUE,
                    false,
                    "sun.nio.ch.SourceChannelImpl.read"),
            one("connect", MoreBlocking::connect, BlockKind.SOCKET, false, "java.net.Socket.connect"));

    static Stream<Run> runs() {
        Stream<Run> once =
                Stream.of(new Run(one("classInit", Blocking::classInit, BlockKind.CLASS_INIT, false), false));
        return Stream.concat(CASES.stream().flatMap(c -> Stream.of(new Run(c, false), new Run(c, true))), once);
    }

    @ParameterizedTest
    @MethodSource("runs")
    void aWaitIsNamedByKindSiteAndCall(Run run) throws Exception {
        Blocking blocking = new Blocking();
        AtomicReference<Exception> failure = new AtomicReference<>();
        ExecutorService executor = run.forkJoin() ? new ForkJoinPool(1) : Executors.newFixedThreadPool(1);
        WaitsDriver driver = new WaitsDriver();
        Pool pool = driver.pool("pool", executor);
        try {
            // A fork-join worker of 17 that has once been idle shows its pool as a stale blocker ever after.
            executor.submit(() -> "warm").get();
            driver.until(
                    "idle",
                    () -> !pool.workers.isEmpty() && pool.workers.get(0).thread.getState() != Thread.State.RUNNABLE);
            executor.execute(() -> {
                try {
                    run.of().body().run(blocking);
                } catch (Exception e) {
                    // Some waits are ended by an interrupt or a broken barrier: over is over.
                    failure.set(e);
                }
            });

            driver.until(
                    "blocked in " + run,
                    () -> failure.get() != null || blocking.line > 0 && isAt(driver, pool, blocking.line));
            assertThat(failure.get()).isNull();
            Wait wait = driver.blocked(pool);

            assertThat(wait.kind()).isEqualTo(run.of().kind());
            assertThat(wait.timed()).isEqualTo(run.of().timed());
            assertThat(wait.async()).isEqualTo(run.of().async());
            CodeLocation site = WaitsDriver.site(wait);
            assertThat(site.className()).isIn(Blocking.class.getName(), MoreBlocking.class.getName());
            // The interpreter shows a thread that enters a monitor at the line after.
            assertThat(site.line())
                    .isBetween(blocking.line, blocking.line + (wait.kind() == BlockKind.MONITOR ? 1 : 0));
            if (!run.of().calls().isEmpty()) {
                assertThat(run.of().calls()).contains(String.valueOf(wait.call()));
            }
            assertThat(pool.workers.get(0).state).isEqualTo(WorkerState.BLOCKED);

            blocking.release();
            driver.until("not blocked any more", () -> pool.workers.stream().allMatch(w -> w.wait == null));
        } finally {
            executor.shutdownNow();
        }
        assertThat(executor.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    }

    /** Preparing a scenario may wait too; the wait in question is the one at the announced line. */
    private static boolean isAt(WaitsDriver driver, Pool pool, int line) {
        Wait wait = pool.workers.isEmpty() ? null : driver.waits.describe(pool.workers.get(0), driver.now());
        CodeLocation site = wait == null ? null : wait.site();
        return site != null && site.line() >= line && site.line() <= line + 1;
    }
}
