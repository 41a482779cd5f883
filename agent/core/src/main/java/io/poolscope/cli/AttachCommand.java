package io.poolscope.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.poolscope.attach.Attaching;
import io.poolscope.attach.Jvm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code attach}: loads the agent; where it is already, changes its settings. */
@Command(
        name = "attach",
        description = "Load the agent into a JVM; where it is already, change its settings",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "By default no class of the JVM is changed (probes=off).",
            "",
            "Examples:",
            "  poolscope attach 4711",
            "  poolscope attach OrderService report=/tmp/pools.html,probes=on",
            "  poolscope attach 4711 max-overhead=2%"
        })
final class AttachCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private Aim common = new Aim();

    @Parameters(index = "1", arity = "0..1", paramLabel = "KEY=VALUE,...", description = "the agent's options")
    private @Nullable String settings;

    AttachCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Jvm jvm = common.jvm();
        String wanted = settings == null ? "" : settings;
        if (wanted.matches("(?s).*(^|,)probes=on.*")) {
            Notes.probes(console, jvm);
        }
        Attaching.Attached attached = Attaching.open(jvm, wanted, console.jar(), common.timeout());
        try (Live live = new Live(jvm, attached.channel(), common.timeout())) {
            if (!attached.wasThere()) {
                Notes.warning(console, jvm);
            }
            List<String> refused = new ArrayList<>();
            if (!wanted.isBlank()) {
                refused.addAll(attached.wasThere() ? refused(live.set(wanted)) : ineffective(live.status(), wanted));
            }
            tell(jvm, live, attached.wasThere(), wanted, refused);
            refused.forEach(line -> Cli.say(console, line));
            return refused.isEmpty() ? Exit.OK : Exit.USAGE;
        }
    }

    private void tell(Jvm jvm, Live live, boolean wasThere, String wanted, List<String> refused) {
        String version = live.hello().get("version").getAsString();
        if (common.json()) {
            JsonObject answer = new JsonObject();
            answer.addProperty("pid", jvm.pid());
            answer.addProperty("version", version);
            answer.addProperty("wasThere", wasThere);
            JsonArray lines = new JsonArray();
            refused.forEach(lines::add);
            answer.add("refused", lines);
            console.out().println(answer);
            return;
        }
        String where = "JVM " + jvm.pid() + " (" + jvm.main() + ")";
        Cli.print(
                console,
                !wasThere
                        ? "poolscope " + version + " watches " + where
                        : wanted.isBlank()
                                ? "poolscope " + version + " already watches " + where + ": nothing to do"
                                : "poolscope " + version + " already watches " + where
                                        + (refused.isEmpty() ? ", with the settings changed" : ""));
    }

    private static List<String> refused(JsonObject answer) {
        List<String> lines = new ArrayList<>();
        JsonElement refused = answer.get("refused");
        if (refused != null && refused.isJsonArray()) {
            for (JsonElement element : refused.getAsJsonArray()) {
                JsonObject one = element.isJsonObject() ? element.getAsJsonObject() : new JsonObject();
                lines.add(
                        element.isJsonObject()
                                ? one.get("key").getAsString() + ": "
                                        + one.get("reason").getAsString()
                                : element.getAsString());
            }
        }
        return lines;
    }

    /** What was given to a poolscope that just came, and did not become a setting: the agent took the default instead. */
    private static List<String> ineffective(JsonObject status, String wanted) {
        List<String> lines = new ArrayList<>();
        for (String option : wanted.split("(?<!\\\\),", -1)) {
            String key = option.split("=", 2)[0].strip();
            JsonObject setting = setting(status, key);
            if (key.isEmpty()) {
                continue;
            }
            if (setting == null) {
                lines.add("there is no option " + key + "; `status` shows all");
            } else if (!setting.get("source").getAsString().equals("agent arguments")) {
                lines.add(option + " has no effect: a bad value, or not in this version; " + key + " is "
                        + setting.get("value").getAsString());
            }
        }
        return lines;
    }

    private static @Nullable JsonObject setting(JsonObject status, String key) {
        for (JsonElement element : status.getAsJsonArray("settings")) {
            JsonObject setting = element.getAsJsonObject();
            if (setting.get("key").getAsString().equals(key)) {
                return setting;
            }
        }
        return null;
    }
}
