package io.poolscope.cli;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.poolscope.attach.Attaching;
import io.poolscope.attach.Jvm;
import io.poolscope.attach.Targets;
import io.poolscope.report.Escape;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code list}: the JVMs here, and whether poolscope is in them. */
@Command(
        name = "list",
        description = "JVMs of this user (of all, for root): pid, main, Java version, whether poolscope is in it",
        mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  poolscope list", "  poolscope list --json"})
final class ListCommand implements Callable<Integer> {
    /** A sick JVM's poolscope answers at once too, having its own thread; a list must not wait for the one that can't. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final int OLDEST = 17;

    private final Console console;

    @Mixin
    private Common common = new Common();

    ListCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        List<Jvm> jvms = Targets.all();
        if (common.json()) {
            json(jvms);
        } else if (jvms.isEmpty()) {
            Cli.say(console, "no JVM of this user runs here; JVMs of other users are seen by those and by root");
        } else {
            table(console, jvms);
        }
        return Exit.OK;
    }

    /** The table that a person picks from. */
    static void table(Console console, List<Jvm> jvms) {
        row(console, "PID", "USER", "JAVA", "POOLSCOPE", "MAIN");
        for (Jvm jvm : jvms) {
            String notes = (jvm.contained() ? " (in a container, there " + jvm.innerPid() + ")" : "")
                    + (jvm.stopped() ? " (stopped)" : "");
            row(
                    console,
                    Long.toString(jvm.pid()),
                    Escape.cut(jvm.user(), 16),
                    jvm.version() == null ? "?" : Escape.cut(jvm.version(), 16),
                    poolscope(console, jvm),
                    Escape.name(jvm.main()) + notes);
        }
    }

    private static String poolscope(Console console, Jvm jvm) {
        if (jvm.feature() > 0 && jvm.feature() < OLDEST) {
            return "needs " + OLDEST;
        }
        String version = version(console, jvm);
        return version == null ? "no" : version.isEmpty() ? "yes" : Escape.cut(version, 16);
    }

    /** Null if poolscope is not in it, empty if its version is not known. */
    private static @Nullable String version(Console console, Jvm jvm) {
        String hello = Attaching.hello(jvm, console.jar(), PATIENCE);
        if (hello == null || hello.isEmpty()) {
            return hello;
        }
        try {
            return JsonParser.parseString(hello)
                    .getAsJsonObject()
                    .get("version")
                    .getAsString();
        } catch (JsonParseException | IllegalStateException | NullPointerException other) {
            return "";
        }
    }

    private static void row(Console console, String pid, String user, String java, String poolscope, String main) {
        console.out()
                .println(String.format(Locale.ROOT, "%8s  %-16s %-16s %-10s %s", pid, user, java, poolscope, main));
    }

    private void json(List<Jvm> jvms) {
        JsonArray rows = new JsonArray();
        for (Jvm jvm : jvms) {
            JsonObject row = new JsonObject();
            row.addProperty("pid", jvm.pid());
            row.addProperty("innerPid", jvm.innerPid());
            row.addProperty("user", jvm.user());
            row.addProperty("main", Escape.name(jvm.main()));
            row.addProperty("java", jvm.version());
            row.addProperty("contained", jvm.contained());
            row.addProperty("stopped", jvm.stopped());
            String version = version(console, jvm);
            row.addProperty("poolscope", version != null);
            row.addProperty("poolscopeVersion", version == null || version.isEmpty() ? null : version);
            rows.add(row);
        }
        JsonObject document = new JsonObject();
        document.add("jvms", rows);
        console.out()
                .println(new GsonBuilder()
                        .serializeNulls()
                        .setPrettyPrinting()
                        .create()
                        .toJson(document));
    }
}
