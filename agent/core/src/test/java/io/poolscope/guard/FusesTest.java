package io.poolscope.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FusesTest {
    private long now;
    private final Fuses fuses = new Fuses(() -> now);
    private final List<String> ran = new ArrayList<>();

    private void round() {
        now += 1_000_000_000L;
        fuses.run("bad", () -> {
            ran.add("bad");
            throw new LinkageError("its own words");
        });
        fuses.run("good", () -> ran.add("good"));
    }

    @Test
    void aPartThatKeepsFailingIsSwitchedOffAndTheOthersGoOn() {
        for (int i = 0; i < 30; i++) {
            round();
        }
        assertThat(ran).filteredOn("good"::equals).hasSize(30);
        assertThat(ran).filteredOn("bad"::equals).hasSize(10);
        assertThat(fuses.blown("bad")).isTrue();
        assertThat(fuses.blown("good")).isFalse();
        assertThat(fuses.failures()).containsOnlyKeys("bad").containsEntry("bad", 10L);
        assertThat(fuses.lines()).hasSize(2).allMatch(line -> line.contains("LinkageError at io.poolscope"));
        assertThat(fuses.lines()).as("told once").isEmpty();
    }

    @Test
    void whatAnExceptionSaysOfItselfIsNotAsked() {
        fuses.failed("registry", new IllegalStateException() {
            @Override
            public String getMessage() {
                throw new IllegalStateException("asked");
            }

            @Override
            public String toString() {
                throw new IllegalStateException("asked");
            }
        });
        assertThat(fuses.lines()).singleElement().asString().contains("registry", "not affected");
    }

    @Test
    void whatIsCalledElsewhereCountsToo() {
        for (int i = 0; i < 30; i++) {
            now += 1_000_000_000L;
            fuses.failed("family", new IllegalStateException());
            fuses.worked("family");
        }
        assertThat(fuses.blown("family")).as("every second time it worked").isFalse();
        assertThat(fuses.failures()).containsEntry("family", 30L);
    }

    @Test
    void partsAreNamedAsPeopleReadThem() {
        assertThat(Fuses.name("facts", this)).isEqualTo("facts-fuses-test");
    }
}
