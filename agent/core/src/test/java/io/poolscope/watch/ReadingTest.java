package io.poolscope.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.snapshot.BlockKind;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ReadingTest {
    private final StackReader reader = new StackReader(new Frames(List.of()));

    /** Its thread is parked with a time, and for ever all the same. */
    @Test
    void runBlockingHasNoTimeLimit() {
        Reading reading = read(
                "java.util.concurrent.locks.LockSupport.parkNanos",
                "kotlinx.coroutines.BlockingCoroutine.joinBlocking",
                "kotlinx.coroutines.BuildersKt.runBlocking",
                "com.acme.Upload.send");
        assertThat(reading.kind()).isEqualTo(BlockKind.FUTURE);
        assertThat(reading.parksInTurns()).isTrue();
    }

    @Test
    void otherTimedWaitsHaveOne() {
        Reading reading = read(
                "java.util.concurrent.locks.LockSupport.parkNanos",
                "java.util.concurrent.CompletableFuture.get",
                "com.acme.Upload.send");
        assertThat(reading.parksInTurns()).isFalse();
    }

    private Reading read(String... frames) {
        StackTraceElement[] stack = new StackTraceElement[frames.length];
        for (int i = 0; i < frames.length; i++) {
            int dot = frames[i].lastIndexOf('.');
            stack[i] =
                    new StackTraceElement(frames[i].substring(0, dot), frames[i].substring(dot + 1), "X.java", i + 1);
        }
        return Objects.requireNonNull(reader.waiting(stack, BlockKind.PARK));
    }
}
