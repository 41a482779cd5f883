package io.poolscope.tests.harness;

import java.util.ArrayList;
import java.util.List;

/**
 * The runs of a program: each way to start on each JDK, with {@code -Dpoolscope.matrix=true}, which the Maven profile
 * {@code matrix} sets. Without it a sick program runs once on each JDK and a healthy one once, each time in another way to
 * start, chosen by its name: among the programs of all libraries every combination is met in every build.
 */
public final class Matrix {

    private static final boolean WHOLE = Boolean.getBoolean("poolscope.matrix");

    private Matrix() {}

    /** Whether this build runs everything in every way. */
    public static boolean isWhole() {
        return WHOLE;
    }

    /** The runs of a sick program. */
    public static List<Run> sick(String name, int from) {
        return WHOLE ? all(Jdks.all(), from) : onEach(Jdks.all(), name, from);
    }

    /** One run on each JDK, each in another way to start. */
    public static List<Run> inTurn(String name, int from) {
        return onEach(Jdks.all(), name, from);
    }

    /** The runs of a healthy program. */
    public static List<Run> healthy(String name, int from) {
        return WHOLE ? all(Jdks.all(), from) : one(onEach(Jdks.all(), name, from), name);
    }

    static List<Run> all(List<Jdk> jdks, int from) {
        List<Run> runs = new ArrayList<>();
        for (Jdk jdk : jdks) {
            for (Start start : Start.values()) {
                if (jdk.feature() >= from) {
                    runs.add(new Run(jdk, start));
                }
            }
        }
        return runs;
    }

    static List<Run> onEach(List<Jdk> jdks, String name, int from) {
        List<Run> runs = new ArrayList<>();
        int turn = place(name, Start.values().length);
        for (Jdk jdk : jdks) {
            if (jdk.feature() >= from) {
                runs.add(new Run(jdk, Start.values()[turn++ % Start.values().length]));
            }
        }
        return runs;
    }

    static List<Run> one(List<Run> runs, String name) {
        return runs.isEmpty() ? runs : List.of(runs.get(place("healthy " + name, runs.size())));
    }

    /** The same on every machine and in every build. */
    private static int place(String name, int places) {
        return Math.floorMod(name.hashCode(), places);
    }
}
