package io.poolscope.jdk;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The table against the JVM at hand. Nothing is loaded or looked up for it: a member that is looked up anyway, and of a class
 * that takes advice every row while its class file is read, is compared in passing. What this Java version should have and
 * this JVM has not is remembered until it is told, once; poolscope goes on without it. Any thread.
 */
public final class JdkCheck {
    /** Named in one line. */
    private static final int NAMED = 10;

    private static final int FEATURE = Runtime.version().feature();

    /** By row; the value says whether it was told. */
    private static final Map<JdkMember, Boolean> MISSING = new LinkedHashMap<>();

    private static volatile boolean untold;

    private JdkCheck() {}

    /** Takes note of a member that is not there as its row says; of one that this version need not have, nothing. */
    public static void absent(JdkMember member) {
        if (member.in(FEATURE)) {
            synchronized (MISSING) {
                untold |= MISSING.putIfAbsent(member, false) == null;
            }
        }
    }

    /** How many members are missing, of those met so far. */
    public static int missing() {
        synchronized (MISSING) {
            return MISSING.size();
        }
    }

    /** What is missing and was not told yet, as a line for the user; null where there is nothing. */
    public static @Nullable String news() {
        if (!untold) {
            return null;
        }
        List<String> places = new ArrayList<>();
        synchronized (MISSING) {
            untold = false;
            for (Map.Entry<JdkMember, Boolean> each : MISSING.entrySet()) {
                if (!each.getValue() && !places.contains(each.getKey().place())) {
                    places.add(each.getKey().place());
                }
                each.setValue(true);
            }
        }
        return line(places);
    }

    static String line(List<String> places) {
        String named = String.join(", ", places.subList(0, Math.min(NAMED, places.size())));
        int more = places.size() - NAMED;
        return "not in this JVM, although Java " + FEATURE + " has it: " + named
                + (more > 0 ? " and " + more + " more" : "") + "; poolscope goes on without";
    }

    /** The rows of one class, each taken off when it is met in its class file. One thread. */
    public static final class OfClass {
        private final List<JdkMember> expected = new ArrayList<>();

        /**
         * Begins.
         *
         * @param owner binary name
         */
        public OfClass(String owner) {
            for (JdkMember member : JdkMembers.ALL) {
                if (member.owner().equals(owner)
                        && member.in(FEATURE)
                        && !member.memberName().isEmpty()) {
                    expected.add(member);
                }
            }
        }

        /**
         * A field or method of the class file.
         *
         * @param value of a constant; null for anything else
         */
        public void met(String name, String descriptor, @Nullable Object value) {
            for (Iterator<JdkMember> each = expected.iterator(); each.hasNext(); ) {
                JdkMember member = each.next();
                if (member.memberName().equals(name)
                        && member.descriptor().equals(descriptor)
                        && (!(member instanceof CopiedConstant constant) || constant.is(value))) {
                    each.remove();
                }
            }
        }

        /** The class file has ended. */
        public void end() {
            for (JdkMember member : expected) {
                absent(member);
            }
        }
    }
}
