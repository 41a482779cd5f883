package io.poolscope.watch;

import io.poolscope.jdk.Opening;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Opens {@code java.base} to the tests, as the agent does to its own module. */
public final class OpenedJdk implements BeforeAllCallback {
    private static boolean opened;

    @Override
    public synchronized void beforeAll(ExtensionContext context) {
        if (!opened) {
            Opening.open(ByteBuddyAgent.install());
            opened = true;
        }
    }
}
