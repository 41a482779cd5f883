package io.poolscope.tests.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the program {@code Counting}, and those that measure as it does, says of itself when it is asked. */
public final class Measured {

    private static final String ANSWER = "measured ";

    private Measured() {}

    /** Asks, and waits for the figures, by name: {@code threads}, {@code heap}, {@code code}, {@code tasks}. */
    public static Map<String, String> ask(AgentJvm jvm) {
        int known = answers(jvm).size();
        jvm.send("measure");
        jvm.until(AgentJvm.PATIENCE, () -> assertThat(answers(jvm)).hasSizeGreaterThan(known));
        Map<String, String> figures = new HashMap<>();
        for (String pair : answers(jvm).get(known).split(" ")) {
            figures.put(pair.replaceAll("=.*", ""), pair.replaceAll(".*=", ""));
        }
        return figures;
    }

    private static List<String> answers(AgentJvm jvm) {
        return jvm.lines().stream()
                .filter(line -> line.startsWith(ANSWER))
                .map(line -> line.substring(ANSWER.length()))
                .toList();
    }
}
