package io.poolscope.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.poolscope.attach.Jvm;
import io.poolscope.report.Escape;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code status}: settings with their source, probes with their state, own cost. */
@Command(
        name = "status",
        description = "Settings with their source, probes with their state, own cost",
        mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  poolscope status 4711", "  poolscope status OrderService --json"})
final class StatusCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private Aim common = new Aim();

    StatusCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Jvm jvm = common.jvm();
        try (Live live = Live.present(console, jvm, common.timeout())
                .orElseThrow(() -> new Failure(
                        Exit.NO_TARGET,
                        "there is no poolscope in JVM " + jvm.pid() + " (" + jvm.main() + "); put it in with: attach "
                                + jvm.pid()))) {
            if (common.json()) {
                console.out().println(live.statusText());
            } else {
                text(live.status());
            }
        }
        return Exit.OK;
    }

    /** Lists as tables, one line an entry; all else as name and value: nothing that the agent tells is left out. */
    private void text(JsonObject status) {
        for (Map.Entry<String, JsonElement> part : status.entrySet()) {
            if (part.getValue().isJsonArray()) {
                console.out().println();
                console.out().println(part.getKey().toUpperCase(Locale.ROOT));
                part.getValue().getAsJsonArray().forEach(this::row);
            } else if (part.getValue().isJsonObject()) {
                console.out().println();
                console.out().println(part.getKey().toUpperCase(Locale.ROOT));
                part.getValue().getAsJsonObject().entrySet().forEach(e -> pair(e.getKey(), e.getValue()));
            } else {
                pair(part.getKey(), part.getValue());
            }
        }
    }

    private void row(JsonElement element) {
        if (!element.isJsonObject()) {
            Cli.print(console, "  " + word(element));
            return;
        }
        StringBuilder line = new StringBuilder(" ");
        int column = 0;
        for (JsonElement value : element.getAsJsonObject().asMap().values()) {
            String form = column == 0 ? " %-34s" : column == 1 ? " %-20s" : " %s";
            line.append(String.format(Locale.ROOT, form, value.isJsonNull() ? "" : word(value)));
            column++;
        }
        Cli.print(console, line.toString().stripTrailing());
    }

    private void pair(String name, JsonElement value) {
        Cli.print(console, String.format(Locale.ROOT, "  %-34s %s", name, word(value)));
    }

    private static String word(JsonElement value) {
        return Escape.name(value.isJsonPrimitive() ? value.getAsString() : value.isJsonNull() ? "-" : value.toString());
    }
}
