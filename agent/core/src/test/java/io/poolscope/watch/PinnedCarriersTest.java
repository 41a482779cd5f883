package io.poolscope.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.poolscope.jdk.VirtualThreads;
import io.poolscope.snapshot.BlockKind;
import io.poolscope.snapshot.CarriersUnreadable;
import io.poolscope.snapshot.PinnedCarrier;
import io.poolscope.snapshot.Snapshot;
import io.poolscope.snapshot.WaitSite;
import io.poolscope.tests.waits.Lazy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Virtual threads of this JVM that block. On JDK 24 and later, where a monitor holds nobody. */
@EnabledForJreRange(min = JRE.JAVA_24)
class PinnedCarriersTest extends OnRealPools {

    @AfterEach
    void open() {
        Lazy.Gate.OPEN.countDown();
    }

    private static Thread virtual(Runnable body) throws Exception {
        Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
        return (Thread) Class.forName("java.lang.Thread$Builder")
                .getMethod("start", Runnable.class)
                .invoke(builder, body);
    }

    @Test
    void aVirtualThreadInAClassInitialiserAndOneThatBlocksNormally() throws Exception {
        Thread normal = virtual(this::block);
        Thread held = virtual(Lazy::touch);
        Snapshot[] seen = {null};
        await().atMost(LONG).until(() -> {
            sampler.sample();
            seen[0] = look();
            return !seen[0].facts().of(PinnedCarrier.class).isEmpty()
                    && seen[0].facts().of(PinnedCarrier.class).get(0).longestMs() >= 20;
        });
        PinnedCarrier fact = seen[0].facts().of(PinnedCarrier.class).get(0);
        assertThat(seen[0].facts().of(PinnedCarrier.class)).hasSize(1);
        assertThat(fact.site().className()).isEqualTo(Lazy.class.getName());
        assertThat(fact.site().method()).isEqualTo("<clinit>");
        assertThat(fact.call()).isEqualTo("java.util.concurrent.CountDownLatch.await");
        assertThat(fact.reason()).isEqualTo(PinnedCarrier.Reason.CLASS_INITIALISER);
        assertThat(fact.open()).isEqualTo(1);
        assertThat(fact.stack().frames().get(0)).startsWith("jdk.internal.misc.Unsafe.park");
        assertThat(seen[0].sites())
                .filteredOn(site -> site.pool().equals("virtual threads"))
                .extracting(WaitSite::kind)
                .containsExactly(BlockKind.PINNED);
        assertThat(seen[0].facts().of(CarriersUnreadable.class)).isEmpty();
        assertThat(VirtualThreads.readable()).isTrue();
        assertThat(VirtualThreads.on(Thread.currentThread())).as("no carrier").isNull();
        Lazy.Gate.OPEN.countDown();
        gate.countDown();
        held.join();
        normal.join();
    }
}
