package io.poolscope.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The tables themselves, without any advice: they are the same classes, in another loader. */
class RecordsTest {
    @BeforeEach
    @AfterEach
    void empty() {
        Records.clear();
    }

    @Test
    void oneRecordForEachThread() {
        Thread thread = new Thread(() -> {});
        assertThat(Records.of(thread)).isNull();
        WorkerRecord record = Records.register(thread);
        assertThat(record.thread).isSameAs(thread);
        assertThat(Records.register(thread)).isSameAs(record);
        assertThat(Records.of(thread)).isSameAs(record);
        Records.forget(record);
        assertThat(Records.of(thread)).isNull();
    }

    @Test
    void findsWhatLiesBehindAPlaceThatWasGivenUp() {
        List<Thread> threads = new ArrayList<>();
        List<Thread> others = new ArrayList<>();
        Random random = new Random(42);
        for (int i = 0; i < Records.WORKERS / 2; i++) {
            // Gaps between the ids, so that some meet in one place.
            for (int gap = random.nextInt(8); gap > 0; gap--) {
                others.add(new Thread(() -> {}));
            }
            Thread thread = new Thread(() -> {});
            threads.add(thread);
            assertThat(Records.register(thread)).isNotNull();
        }
        for (int i = 0; i < threads.size(); i += 2) {
            Records.forget(Records.of(threads.get(i)));
        }
        for (int i = 0; i < threads.size(); i++) {
            WorkerRecord record = Records.of(threads.get(i));
            assertThat(record != null).isEqualTo(i % 2 == 1);
        }
        assertThat(Records.lost()).isZero();
    }

    @Test
    void aFullTableRefusesAndCounts() {
        List<Thread> threads = new ArrayList<>();
        int refused = 0;
        for (int i = 0; i < Records.WORKERS + 100; i++) {
            Thread thread = new Thread(() -> {});
            threads.add(thread);
            if (Records.register(thread) == null) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThanOrEqualTo(100);
        assertThat(Records.workersLost()).isEqualTo(refused);
        assertThat(Records.lost()).isEqualTo(refused);
    }

    /** Thousands a second, in a JVM whose samples are rare: a table that is swept too slowly would be full of them. */
    @Test
    void whereManyHaveEndedAllAreSweptAtOnce() {
        List<Thread> ended = new ArrayList<>();
        for (int i = 0; i < Records.WORKERS / 2; i++) {
            Thread thread = new Thread(() -> {});
            ended.add(thread);
            Records.register(thread);
        }
        Records.drain(new Stamp[1]);
        assertThat(ended.stream().filter(thread -> Records.of(thread) != null).count())
                .isZero();
    }

    @Test
    void workersThatEndedAreSweptEvenIfNobodyKnewThem() throws InterruptedException {
        Thread ended = new Thread(() -> Records.register(Thread.currentThread()));
        ended.start();
        ended.join();
        WorkerRecord mine = Records.register(Thread.currentThread());
        assertThat(Records.of(ended)).isNotNull();
        Stamp[] none = new Stamp[1];
        for (int i = 0; i < 32; i++) {
            Records.drain(none);
        }
        assertThat(Records.of(ended)).isNull();
        assertThat(Records.of(Thread.currentThread())).isSameAs(mine);
    }

    @Test
    void threadsComeAndGoWhileOthersLook() throws InterruptedException {
        int threads = 4;
        int rounds = 2_000;
        AtomicInteger wrong = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(threads);
        List<WorkerRecord> ended = java.util.Collections.synchronizedList(new ArrayList<>());
        for (int t = 0; t < threads; t++) {
            new Thread(() -> {
                        for (int i = 0; i < rounds; i++) {
                            Thread key = new Thread(() -> {});
                            WorkerRecord record = Records.register(key);
                            if (record == null || Records.of(key) != record || record.thread != key) {
                                wrong.incrementAndGet();
                            }
                            ended.add(record);
                        }
                        done.countDown();
                    })
                    .start();
        }
        int forgotten = 0;
        while (forgotten < threads * rounds) {
            while (forgotten < ended.size()) {
                WorkerRecord record = ended.get(forgotten++);
                Records.forget(record);
                if (Records.of(record.thread) != null) {
                    wrong.incrementAndGet();
                }
            }
            Thread.onSpinWait();
        }
        done.await();
        assertThat(wrong).hasValue(0);
    }

    @Test
    void aPoolIsHeldWeakly() throws InterruptedException {
        Object pool = new Object();
        PoolRecord record = Records.registerPool(pool);
        record.createdAt = new Trace();
        record.reject();
        record.reject();
        assertThat(Records.registerPool(pool)).isSameAs(record);
        assertThat(Records.pool(pool)).isSameAs(record);
        assertThat(record.rejected()).isEqualTo(2);
        PoolRecord[] all = new PoolRecord[4];
        assertThat(Records.pools(all)).isEqualTo(1);

        WeakReference<Object> gone = new WeakReference<>(pool);
        pool = null;
        long limit = System.nanoTime() + 30_000_000_000L;
        while (gone.get() != null && System.nanoTime() < limit) {
            System.gc();
            Thread.sleep(1);
        }
        assertThat(gone.get()).isNull();
        assertThat(Records.pools(all)).isZero();
        assertThat(record.createdAt).isNull();
    }

    @Test
    void manyThreadsCountRejectionsExactly() throws InterruptedException {
        Object pool = new Object();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            Thread thread = new Thread(() -> {
                for (int i = 0; i < 10_000; i++) {
                    Records.registerPool(pool).reject();
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(Records.pool(pool).rejected()).isEqualTo(40_000);
    }
}
