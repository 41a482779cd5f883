package io.poolscope.tests.harness;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a part of a heap holds alone, on a dump of this very JVM. */
final class HeapWalkTest {

    private static final int MINE = 3_000_000;
    private static final int SHARED = 5_000_000;
    private static final int ON_THE_STACK = 7_000_000;

    @TempDir
    Path directory;

    /** The part: what it alone holds is its own, the rest is not. */
    private static final class Part {
        private static final byte[] OF_THE_CLASS = new byte[MINE];
        private final byte[][] mine = {new byte[MINE]};
        private final byte[] shared;

        Part(byte[] shared) {
            this.shared = shared;
        }
    }

    @Test
    void whatOthersHoldTooIsNotCounted() throws Exception {
        byte[] shared = new byte[SHARED];
        Part part = new Part(shared);
        CountDownLatch there = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Thread thread = new Thread(() -> hold(there, end), "part's own");
        thread.start();
        there.await();
        HeapWalk.Held held;
        try {
            Path file = directory.resolve("heap.hprof");
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(file.toString(), true);
            held = HeapWalk.heldBy(file, name -> name.equals(Part.class.getName()), name -> name.equals("part's own"));
        } finally {
            end.countDown();
            thread.join();
        }
        assertThat(part.mine[0]).hasSize(Part.OF_THE_CLASS.length);
        assertThat(part.shared).isSameAs(shared);
        assertThat(held.bytes()).as("%s", held).isBetween(2L * MINE + ON_THE_STACK, 2L * MINE + ON_THE_STACK + 100_000);
        assertThat(held.byClass()).containsKeys(Part.class.getName(), "[B", "java.lang.Class");
    }

    private static void hold(CountDownLatch there, CountDownLatch end) {
        byte[] local = new byte[ON_THE_STACK];
        there.countDown();
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Reference.reachabilityFence(local);
    }
}
