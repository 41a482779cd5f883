package io.poolscope.bridge;

import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes into the application's own log. {@link #accept} takes the level ({@code INFO}, {@code WARN}, {@code ERROR}),
 * preceded by {@code finding:} for the logger {@code io.poolscope.finding} instead of {@code io.poolscope}, and the text,
 * which is passed as an argument so that nothing in it is taken for a place holder.
 */
public final class Slf4jBridge implements BiConsumer<String, String> {
    private static final String FINDING = "finding:";

    private final Logger messages = LoggerFactory.getLogger("io.poolscope");
    private final Logger findings = LoggerFactory.getLogger("io.poolscope.finding");

    @Override
    public void accept(String where, String text) {
        boolean finding = where.startsWith(FINDING);
        Logger logger = finding ? findings : messages;
        switch (finding ? where.substring(FINDING.length()) : where) {
            case "ERROR" -> logger.error("{}", text);
            case "WARN" -> logger.warn("{}", text);
            default -> logger.info("{}", text);
        }
    }
}
