package io.poolscope.tests;

import static io.poolscope.tests.harness.ReportAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.tests.harness.AgentJvm;
import io.poolscope.tests.harness.EachJdk;
import io.poolscope.tests.harness.Jdk;
import io.poolscope.tests.harness.Mark;
import io.poolscope.tests.harness.Ports;
import io.poolscope.tests.program.Touchy;
import java.time.Duration;

/** What poolscope knows, it knows from fields: not one method of the application's is called for it. */
final class UntouchedTest {

    @EachJdk
    void nothingOfTheApplicationsIsCalled(Jdk jdk) throws Exception {
        try (AgentJvm jvm = AgentJvm.on(jdk)
                .option("timing", "all")
                .option("prometheus", Integer.toString(Ports.free()))
                .program(Touchy.class)
                .start()) {
            jvm.awaitLine("working");
            jvm.awaitReport(report -> assertThat(report)
                    .hasFinding("pool-deadlock")
                    .inPool("stuck")
                    .at(Mark.in(Touchy.class, "touchy"))
                    .and()
                    .pool("odd"));
            assertThat(jvm.lines()).as(jvm::story).containsExactly("working");
            jvm.send("exit 5");
            assertThat(jvm.awaitExit(Duration.ofSeconds(60))).isEqualTo(5);
            assertThat(jvm.lines()).as(jvm::story).containsExactly("working");
        }
    }
}
