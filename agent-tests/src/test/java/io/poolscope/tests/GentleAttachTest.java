package io.poolscope.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.tests.harness.AgentJvm;
import io.poolscope.tests.harness.EachJdk;
import io.poolscope.tests.harness.Jdk;
import io.poolscope.tests.harness.Poolscope;
import io.poolscope.tests.program.IllPools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** What a look without probes must not do to a JVM's compiled code. */
final class GentleAttachTest {
    /**
     * Subclasses of what an application's compiled code works with. HotSpot compiles {@code FutureTask.run} for "there is
     * no subclass", and throws it away, with all that inlined it, when one is loaded.
     */
    private static final Pattern SUBCLASSES = Pattern.compile("java\\.util\\.concurrent\\.("
            + "ScheduledThreadPoolExecutor.*|ExecutorCompletionService\\$QueueingFuture"
            + "|SynchronousQueue|LinkedTransferQueue|PriorityBlockingQueue|ArrayBlockingQueue|LinkedBlockingDeque|DelayQueue"
            + "|ForkJoinTask\\$(Adapted|Runnable).*|CompletableFuture\\$(Uni|Bi|Or)[A-Z].*) ");

    @EachJdk
    void loadsNoSubclassOfWhatTheApplicationUses(Jdk jdk) throws IOException {
        Path loaded = Files.createTempFile("poolscope-loaded", ".log");
        try (AgentJvm jvm = AgentJvm.on(jdk)
                .withoutAgent()
                .jvm("-Xlog:class+load:file=" + loaded)
                .program(IllPools.class, "blocking-wait")
                .start()) {
            jvm.awaitLine("ill");
            Poolscope.on(jdk).run("diagnose", Long.toString(jvm.pid()), "-d", "5s");
            assertThat(Files.readAllLines(loaded))
                    .anyMatch(line -> line.contains("io.poolscope.watch.Sampler"))
                    .anyMatch(line -> line.contains("io.poolscope.rule."))
                    .noneMatch(line -> SUBCLASSES.matcher(line).find());
        } finally {
            Files.delete(loaded);
        }
    }
}
