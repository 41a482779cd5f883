package io.poolscope.agent;

import io.poolscope.gate.Gate;
import io.poolscope.report.meter.Endpoint;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The table of options: one row each, for all sources.
 *
 * @param <T> what a value means to the stages
 * @param key as in the agent's arguments; with {@code poolscope.} before it a system property, in capitals with
 *     underscores an environment variable
 * @param type the grammar of its values; null for a key that is promised and not in this version
 * @param byDefault the default, as one would write it
 * @param inLoadTest the default in load-test mode
 * @param onAttach the default when loaded into a JVM that runs
 * @param meaning one line for the user
 */
record OptionKey<T>(
        String key,
        @Nullable OptionType<T> type,
        String byDefault,
        String inLoadTest,
        String onAttach,
        String meaning) {

    static final OptionKey<Boolean> ENABLED = row("enabled", OptionType.FLAG, "true", "kill switch");
    static final OptionKey<Boolean> STRICT = row(
            "strict", OptionType.FLAG, "false", "an unknown key or a bad value keeps poolscope out of the application");
    static final OptionKey<Boolean> DEBUG =
            row("debug", OptionType.FLAG, "false", "log every effective value, and what poolscope does");
    static final OptionKey<String> CONFIG = row(
            "config", OptionType.PATH, "none", "properties file; else poolscope.properties beside the jar, if there");
    static final OptionKey<ProbeChoice> PROBES = new OptionKey<>(
            "probes", OptionType.PROBES, "on", "on", "off", "the bytecode layer: on, off, on:+probe:-probe");
    static final OptionKey<Duration> SAMPLE_INTERVAL =
            row("sample-interval", OptionType.duration("1ms", "10s"), "20ms", "how often worker states are read");
    static final OptionKey<Double> MAX_OVERHEAD = new OptionKey<>(
            "max-overhead", OptionType.PERCENT, "0.5%", "5%", "0.5%", "of one core for poolscope's own thread");
    static final OptionKey<List<String>> INCLUDE_POOLS =
            row("include-pools", OptionType.LIST, "*", "globs over pool names");
    static final OptionKey<List<String>> EXCLUDE_POOLS =
            row("exclude-pools", OptionType.LIST, "none", "globs over pool names");
    static final OptionKey<Integer> MAX_POOLS =
            row("max-pools", OptionType.count(1, 1_000), "64", "pools shown apart; the rest is folded");
    static final OptionKey<Integer> MAX_SITES =
            row("max-sites", OptionType.count(1, 10_000), "500", "distinct places kept");
    static final OptionKey<Integer> STACK_DEPTH =
            row("stack-depth", OptionType.count(1, 1_000), "64", "frames kept of a stack");
    static final OptionKey<List<String>> APP_PACKAGES =
            row("app-packages", OptionType.PACKAGES, "none", "which frames count as the application's; none: guessed");
    static final OptionKey<String> TIMING = new OptionKey<>(
            "timing",
            OptionType.word("curves", "all"),
            "curves",
            "all",
            "curves",
            "queue wait and run time from the sampler's curves, or by the clock for every task");
    static final OptionKey<Duration> WINDOW =
            row("window", OptionType.duration("10s", "10m"), "60s", "rolling window of sites and percentiles");
    static final OptionKey<String> MODE =
            row("mode", OptionType.word("production", "load-test"), "production", "production or load-test");
    static final OptionKey<RuleChoice> RULES = row("rules", OptionType.RULES, "all", "rules to add and to leave out");
    static final OptionKey<List<String>> ALLOW =
            row("allow", OptionType.ALLOW, "none", "accepted findings, joined by ;");
    static final OptionKey<String> ALLOW_FILE =
            row("allow-file", OptionType.PATH, "none", "accepted findings, one a line");
    static final OptionKey<String> MICROMETER =
            row("micrometer", OptionType.word("auto", "on", "off"), "auto", "bridge into the application's registry");
    static final OptionKey<Optional<Endpoint>> PROMETHEUS =
            row("prometheus", OptionType.ENDPOINT, "off", "port or host:port of an own endpoint");
    static final OptionKey<Object> OTLP = later("otlp", "off", "export of meters");
    static final OptionKey<LogTarget> LOG =
            row("log", OptionType.LOG, "stderr", "stderr, application, file:PATH or none");
    static final OptionKey<String> LOG_FORMAT =
            row("log-format", OptionType.word("text", "json"), "text", "text or json");
    static final OptionKey<Duration> LOG_REPEAT =
            row("log-repeat", OptionType.duration("100ms", "24h"), "60s", "repeats of an open finding are folded");
    static final OptionKey<String> REPORT =
            row("report", OptionType.REPORT, "none", "path of a report, .json or .txt by its ending");
    static final OptionKey<Duration> REPORT_INTERVAL =
            row("report-interval", OptionType.duration("100ms", "24h"), "10s", "how often the report is written");
    static final OptionKey<Gate> GATE = row("gate", OptionType.GATE, "none", "conditions that are checked at exit");
    static final OptionKey<Object> JFR = later("jfr", "true", "events of the flight recorder");
    static final OptionKey<Boolean> CONTROL =
            row("control", OptionType.FLAG, "true", "the owner-only Unix-domain socket for the command line");

    /** What takes effect at once when it is changed in a poolscope that runs. */
    private static final Set<OptionKey<?>> LIVE = Set.of(
            PROBES,
            SAMPLE_INTERVAL,
            MAX_OVERHEAD,
            RULES,
            ALLOW,
            ALLOW_FILE,
            MICROMETER,
            PROMETHEUS,
            LOG_REPEAT,
            REPORT,
            REPORT_INTERVAL);

    private static final List<OptionKey<?>> ALL = List.of(
            ENABLED,
            STRICT,
            DEBUG,
            CONFIG,
            PROBES,
            SAMPLE_INTERVAL,
            MAX_OVERHEAD,
            INCLUDE_POOLS,
            EXCLUDE_POOLS,
            MAX_POOLS,
            MAX_SITES,
            STACK_DEPTH,
            APP_PACKAGES,
            TIMING,
            WINDOW,
            MODE,
            RULES,
            ALLOW,
            ALLOW_FILE,
            MICROMETER,
            PROMETHEUS,
            OTLP,
            LOG,
            LOG_FORMAT,
            LOG_REPEAT,
            REPORT,
            REPORT_INTERVAL,
            GATE,
            JFR,
            CONTROL);

    /** The table, in the order in which it is documented. */
    static List<OptionKey<?>> all() {
        return ALL;
    }

    /** Whether a change takes effect while poolscope runs. */
    boolean isLive() {
        return LIVE.contains(this);
    }

    /** The default that holds, as text. */
    String defaultText(boolean loadTest, boolean attached) {
        if (loadTest && !inLoadTest.equals(byDefault)) {
            return inLoadTest;
        }
        return attached ? onAttach : byDefault;
    }

    /** Whether a path is in its value, where {@code %p %t %h} stand for process, time and host. */
    boolean holdsPath() {
        return this == CONFIG || this == ALLOW_FILE || this == REPORT || this == LOG;
    }

    private static <T> OptionKey<T> row(String key, OptionType<T> type, String byDefault, String meaning) {
        return new OptionKey<>(key, type, byDefault, byDefault, byDefault, meaning);
    }

    private static OptionKey<Object> later(String key, String byDefault, String meaning) {
        return new OptionKey<>(key, null, byDefault, byDefault, byDefault, meaning);
    }

    // Written out: those that a record is given are spun at the first call, which would be in the start of every JVM.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof OptionKey<?> option && option.key.equals(key);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }
}
