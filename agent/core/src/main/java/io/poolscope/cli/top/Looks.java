package io.poolscope.cli.top;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Where the screen gets its looks from. One thread at a time. */
public interface Looks {
    /** Before the first look is there, it is asked for more often: the user waits for it. */
    Duration EAGER = Duration.ofMillis(200);

    /**
     * The newest look; the same one again where there is none that is newer, null before the first.
     *
     * @throws IOException if there is none to be had now: its message is for the user
     */
    @Nullable
    Look next() throws IOException, InterruptedException;

    /** Whether the target is gone, so that there will never be another look. */
    boolean ended();
}
