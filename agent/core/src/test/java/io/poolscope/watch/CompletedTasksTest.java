package io.poolscope.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CompletedTasksTest {

    @Test
    void aWorkerThatIsLeavingIsNotCountedTwice() {
        CompletedTasks tasks = new CompletedTasks(0, 1000, true);
        assertThat(tasks.total()).isEqualTo(1000);
        // The pool has taken over its 600 already, but the thread still lives; its size is one less.
        assertThat(tasks.update(600, 1000, false)).isEqualTo(1000);
        tasks.ended(600);
        assertThat(tasks.update(600, 400, true)).isEqualTo(1000);
        assertThat(tasks.update(600, 450, true)).isEqualTo(1050);
    }

    @Test
    void aWorkerThatCameAndWentUnseenIsCounted() {
        CompletedTasks tasks = new CompletedTasks(0, 10, true);
        tasks.update(0, 10, true);
        assertThat(tasks.update(25, 10, true)).as("may still be leaving").isEqualTo(10);
        assertThat(tasks.update(25, 10, true)).isEqualTo(35);
    }

    @Test
    void whatWasBeforeTheFirstLookDoesNotCountWhenAttachedLate() {
        CompletedTasks tasks = new CompletedTasks(5000, 1000, false);
        assertThat(tasks.total()).isZero();
        assertThat(tasks.update(5000, 1007, true)).isEqualTo(7);
    }
}
