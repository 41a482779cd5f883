package io.poolscope.pool;

import io.poolscope.jdk.JdkField;
import io.poolscope.jdk.ReadField;
import org.jspecify.annotations.Nullable;

/** Whether a thread stands in a selector: {@code sun.nio.ch.SelectorImpl.inSelect}, the same in 17 and 25. */
final class Selectors {
    private static final JdkField IN_SELECT = JdkField.of(ReadField.SELECTOR_IN_SELECT);

    private Selectors() {}

    /** Whether this is a selector of the JDK's, of which that can be read. */
    static boolean known(@Nullable Object selector) {
        return selector != null
                && IN_SELECT.present()
                && IN_SELECT.getBoolean(selector, true) == IN_SELECT.getBoolean(selector, false);
    }

    /** Whether its thread selects now, or is about to wait for that. */
    static boolean selecting(@Nullable Object selector) {
        return IN_SELECT.getBoolean(selector, false);
    }
}
