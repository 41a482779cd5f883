package io.poolscope.cli;

import io.poolscope.attach.Jvm;
import io.poolscope.attach.Targets;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.List;

/** Lets a person pick a JVM. */
final class Picking {
    private Picking() {}

    /** The process id that was picked; empty for none. */
    static String one(Console console) throws IOException {
        List<Jvm> jvms = Targets.all();
        if (jvms.isEmpty()) {
            Cli.say(console, "no JVM of this user runs here; JVMs of other users are seen by those and by root");
            return "";
        }
        ListCommand.table(console, jvms);
        BufferedReader answers = new BufferedReader(new InputStreamReader(console.in(), Charset.defaultCharset()));
        while (true) {
            console.out()
                    .print(
                            jvms.size() == 1
                                    ? "Which one? PID, q for none ["
                                            + jvms.get(0).pid() + "]: "
                                    : "Which one? PID or part of MAIN, q for none: ");
            console.out().flush();
            String answer = answers.readLine();
            if (answer == null || answer.strip().equals("q")) {
                return "";
            }
            if (!answer.isBlank()) {
                return answer.strip();
            }
            if (jvms.size() == 1) {
                return Long.toString(jvms.get(0).pid());
            }
        }
    }
}
