package io.poolscope.watch;

import io.poolscope.snapshot.CodeLocation;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a person would call a pool. */
final class PoolNames {
    /** Characters; longer names come from programs that put data into thread names. */
    private static final int MAX_LENGTH = 200;

    /** The names that the JDK gives when nobody chose one: they tell pools apart, but not what they are for. */
    private static final Pattern DEFAULT = Pattern.compile("(pool-\\d+)-thread|(ForkJoinPool-\\d+)-worker|(Thread)");

    /** OkHttp's dispatcher names a thread after the address that it calls, for as long as it does. */
    private static final String OKHTTP_CALL = "OkHttp http";

    private PoolNames() {}

    /**
     * The prefix of its threads' names without their number; where that is a default name, the class and line that made
     * the pool, {@code OrderService:42}, if that is known.
     *
     * @param threadName name of any of its workers
     * @param createdAt the application's frame that made it
     */
    static String of(String threadName, @Nullable CodeLocation createdAt) {
        if (threadName.startsWith(OKHTTP_CALL)) {
            return "OkHttp Dispatcher";
        }
        String prefix = prefix(threadName);
        Matcher byDefault = DEFAULT.matcher(prefix);
        if (prefix.isEmpty() || byDefault.matches()) {
            if (createdAt != null) {
                return of(createdAt);
            }
            if (!prefix.isEmpty()) {
                for (int group = 1; group <= byDefault.groupCount(); group++) {
                    if (byDefault.group(group) != null) {
                        return byDefault.group(group);
                    }
                }
            }
            return cut(threadName);
        }
        return cut(prefix);
    }

    /** The name of a pool that has no worker yet. */
    static String ofNew(String type, @Nullable CodeLocation createdAt) {
        return createdAt != null ? of(createdAt) : cut(type.substring(type.lastIndexOf('.') + 1));
    }

    static String cut(String name) {
        return name.length() <= MAX_LENGTH ? name : name.substring(0, MAX_LENGTH);
    }

    private static String of(CodeLocation createdAt) {
        return cut(createdAt.simpleClass() + (createdAt.line() > 0 ? ":" + createdAt.line() : ""));
    }

    /** {@code http-nio-8080-exec-7} to {@code http-nio-8080-exec}. */
    private static String prefix(String name) {
        int end = trim(name, name.length(), "-#_ ");
        int number = end;
        while (number > 0 && Character.isDigit(name.charAt(number - 1))) {
            number--;
        }
        return name.substring(0, number == end ? end : trim(name, number, "-#_ "));
    }

    private static int trim(String name, int from, String separators) {
        int end = from;
        while (end > 0 && separators.indexOf(name.charAt(end - 1)) >= 0) {
            end--;
        }
        return end;
    }
}
