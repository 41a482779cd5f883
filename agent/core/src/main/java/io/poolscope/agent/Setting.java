package io.poolscope.agent;

/**
 * What holds for one option, for {@code status} and the debug log.
 *
 * @param key the option's key
 * @param value the effective value as text, cut and escaped
 * @param source where it came from: {@code agent arguments}, {@code -Dpoolscope.mode}, {@code POOLSCOPE_MODE}, the
 *     properties file's path, or {@code default}
 */
record Setting(String key, String value, String source) {
    static final String DEFAULT = "default";

    @Override
    public String toString() {
        return key + " = " + value + " (" + source + ")";
    }
}
