package io.poolscope.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.bootstrap.Hooks;
import io.poolscope.bootstrap.Records;
import io.poolscope.bootstrap.WorkerRecord;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The order in which a worker writes the end of a wait: exact counts rest on it. */
@Timeout(180)
class HookOrderTest {
    private static final int WAITS = 3_000;
    /** To take so deep a stack is most of what the worker does: the reader comes in the middle of it. */
    private static final int FRAMES = 900;

    @AfterEach
    void stop() {
        Hooks.stop();
    }

    @Test
    void aWaitInTheTotalsIsInTheRing() throws Exception {
        Hooks.start(false, null, null);
        AtomicInteger ended = new AtomicInteger();
        Thread worker = new Thread(() -> deep(FRAMES, ended));
        WorkerRecord record = Records.register(worker);
        worker.start();
        long missing = 0;
        while (ended.get() < WAITS && worker.isAlive()) {
            long totals = record.futureWaits;
            VarHandle.acquireFence();
            missing = Math.max(missing, totals - record.written);
            VarHandle.acquireFence();
        }
        worker.join();
        assertThat(missing).isZero();
        assertThat(record.written).isEqualTo(WAITS);
        assertThat(record.futureWaits).isEqualTo(WAITS);
    }

    private static void deep(int frames, AtomicInteger ended) {
        if (frames > 0) {
            deep(frames - 1, ended);
            return;
        }
        for (int i = 0; i < WAITS; i++) {
            Hooks.waitStarted(ended);
            Hooks.waitEnded(System.nanoTime() - 2 * Hooks.SITED_NANOS);
            ended.incrementAndGet();
        }
    }
}
