package io.poolscope.tests.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which runs a program gets, in every build and with the matrix. */
final class MatrixTest {

    private static final Jdk OLD = new Jdk(17, "17.0.1", Path.of("17"));
    private static final Jdk NEW = new Jdk(25, "25.0.1", Path.of("25"));
    private static final List<Jdk> BOTH = List.of(OLD, NEW);

    @Test
    void theWholeIsEachWayToStartOnEachJdk() {
        assertThat(Matrix.all(BOTH, 17)).hasSize(6).doesNotHaveDuplicates();
        assertThat(Matrix.all(BOTH, 25)).hasSize(3).allMatch(run -> run.jdk() == NEW);
    }

    @Test
    void everyDayASickProgramRunsOnEachJdkAndAHealthyOneOnOne() {
        Set<Run> sick = new HashSet<>();
        Set<Run> healthy = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            List<Run> runs = Matrix.onEach(BOTH, "program" + i, 17);
            assertThat(runs).extracting(Run::jdk).containsExactly(OLD, NEW);
            assertThat(Matrix.one(runs, "program" + i)).hasSize(1).isSubsetOf(runs);
            sick.addAll(runs);
            healthy.addAll(Matrix.one(runs, "program" + i));
        }
        assertThat(sick).hasSize(6);
        assertThat(healthy).hasSize(6);
    }

    @Test
    void whatNoJdkHereCanRunIsLeftOut() {
        assertThat(Matrix.onEach(BOTH, "program", 26)).isEmpty();
        assertThat(Matrix.one(List.of(), "program")).isEmpty();
    }
}
