package io.poolscope.tests.hotpath;

import java.util.Map;
import java.util.TreeMap;

/** What counted code reports while it runs. One thread at a time. */
public final class Tick {

    private static int instructions;
    private static final Map<String, Integer> calls = new TreeMap<>();

    private Tick() {}

    /** An instruction is about to be executed. */
    public static void instruction() {
        instructions++;
    }

    /** Something is about to be called, or made, that is not counted itself. */
    public static void calls(String what) {
        calls.merge(what, 1, Integer::sum);
    }

    static void reset() {
        instructions = 0;
        calls.clear();
    }

    static int instructions() {
        return instructions;
    }

    /** {@code Object.getClass, 2 Thread.currentThread}. */
    static String calls() {
        StringBuilder text = new StringBuilder();
        calls.forEach((what, times) -> text.append(text.isEmpty() ? "" : ", ")
                .append(times > 1 ? times + " " : "")
                .append(what));
        return text.toString();
    }
}
