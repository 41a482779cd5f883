package io.poolscope.attach;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A JVM on this machine, as it looks from outside.
 *
 * @param pid process id, as this process sees it
 * @param innerPid process id, as that JVM sees itself: another one in a container
 * @param uid number of its user, -1 where the system has none
 * @param gid number of its group, -1 where the system has none
 * @param user name of its user, or the number where it has no name here
 * @param main main class, or file name of its jar, without arguments; {@code ?} where nothing tells
 * @param version {@code java.version}; null where nothing tells
 * @param contained whether it sees other files or other process ids than this process: it is in a container
 * @param stopped whether it was stopped with a signal
 * @param attachable whether its HotSpot lets itself be attached to, as far as it tells
 * @param arguments of the JVM, as far as they are known: for the two that matter to an attach
 */
public record Jvm(
        long pid,
        long innerPid,
        long uid,
        long gid,
        String user,
        String main,
        @Nullable String version,
        boolean contained,
        boolean stopped,
        boolean attachable,
        String arguments) {
    /** The first Java that says when an agent is loaded into it (JEP 451). */
    private static final int WARNS_SINCE = 21;

    private static final Pattern FEATURE = Pattern.compile("(?:1\\.)?(\\d+).*");

    /** Feature version, 17; 0 where nothing tells. */
    public int feature() {
        Matcher matcher = FEATURE.matcher(version == null ? "" : version);
        return matcher.matches() && matcher.group(1).length() < 6 ? Integer.parseInt(matcher.group(1)) : 0;
    }

    /** Whether this JVM writes a warning on its standard error when an agent is loaded into it. */
    public boolean warnsOfAgents() {
        return feature() >= WARNS_SINCE && !arguments.contains("-XX:+EnableDynamicAgentLoading");
    }
}
