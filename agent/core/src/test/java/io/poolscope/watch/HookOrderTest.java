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
    private static final int WAITS = 5_000;

    @AfterEach
    void stop() {
        Hooks.stop();
    }

    @Test
    void aWaitInTheTotalsIsInTheRing() throws Exception {
        Hooks.start(false, null, null);
        AtomicInteger ended = new AtomicInteger();
        Thread worker = new Thread(() -> {
            for (int i = 0; i < WAITS; i++) {
                Hooks.waitStarted(this);
                Hooks.waitEnded(System.nanoTime() - 2 * Hooks.SITED_NANOS);
                ended.incrementAndGet();
            }
        });
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
}
