package io.poolscope.agent;

import io.poolscope.agent.OptionSources.Given;
import io.poolscope.report.Escape;
import io.poolscope.report.json.JsonWriter;
import io.poolscope.rule.Judge;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Settings that are changed while poolscope runs. Each is taken whole or refused with a reason, and the settings that it
 * was read from keep their places: a change comes before them all. poolscope's thread only.
 */
final class Changes {
    /** Changes kept, by key: more than there are options and thresholds together. */
    private static final int MOST = 1_000;

    private final OptionSources sources;
    private final Function<Options, List<String>> unknownProbes;
    private final BiConsumer<Options, Options> apply;
    private final Map<String, Given> made = new LinkedHashMap<>();
    private volatile Options options;

    /**
     * No change yet.
     *
     * @param sources what the options were read from
     * @param unknownProbes names in the option {@code probes} that are no probe's
     * @param apply takes the options before and those that hold from now on
     */
    Changes(
            OptionSources sources,
            Options options,
            Function<Options, List<String>> unknownProbes,
            BiConsumer<Options, Options> apply) {
        this.sources = sources;
        this.options = options;
        this.unknownProbes = unknownProbes;
        this.apply = apply;
    }

    /** What holds now. Any thread. */
    Options options() {
        return options;
    }

    /**
     * What became of a request.
     *
     * @param applied options that hold now
     * @param refused options that were not taken, with the reason and what to do
     */
    record Outcome(List<Given> applied, Map<Given, String> refused) {

        /** As {@code applied} and {@code refused}, each with {@code key}, {@code value} and, where refused, {@code reason}. */
        String json() {
            JsonWriter json = new JsonWriter(true).object().array("applied");
            applied.forEach(option -> open(json, option).endObject());
            json.endArray().array("refused");
            refused.forEach((option, reason) ->
                    open(json, option).text("reason", reason).endObject());
            return json.endArray().endObject() + "\n";
        }

        private static JsonWriter open(JsonWriter json, Given option) {
            return json.object().text("key", Escape.name(option.key())).text("value", Escape.line(option.value()));
        }

        /** As one line. */
        String words() {
            List<String> words = new ArrayList<>();
            applied.forEach(option -> words.add("set " + shown(option)));
            refused.forEach((option, reason) -> words.add("not " + shown(option) + ": " + reason));
            return words.isEmpty() ? "nothing was changed" : String.join("; ", words);
        }

        private static String shown(Given option) {
            return Quoted.plain(option.key()) + "=" + Quoted.plain(option.value());
        }
    }

    /**
     * Takes what can be taken.
     *
     * @param wanted in the grammar of the agent's arguments
     * @param source where it came from, for {@code status}
     */
    Outcome set(String wanted, String source) {
        Map<String, Given> newest = new LinkedHashMap<>();
        OptionSources.parse(wanted, source).forEach(option -> newest.put(option.key(), option));
        List<Given> applied = new ArrayList<>();
        Map<Given, String> refused = new LinkedHashMap<>();
        Map<String, Given> all = new LinkedHashMap<>(made);
        Options accepted = options;
        for (Given option : newest.values()) {
            String reason = all.size() >= MOST && !all.containsKey(option.key())
                    ? "too many changes: start again with these options"
                    : outOfReach(option);
            if (reason == null) {
                Map<String, Given> with = new LinkedHashMap<>(all);
                with.put(option.key(), option);
                Options tried = Options.read(sources, List.copyOf(with.values()));
                reason = wrong(accepted, tried);
                if (reason == null) {
                    accepted = tried;
                    all.put(option.key(), option);
                    applied.add(option);
                }
            }
            if (reason != null) {
                refused.put(option, reason);
            }
        }
        if (!applied.isEmpty()) {
            Options before = options;
            made.clear();
            made.putAll(all);
            options = accepted;
            apply.accept(before, accepted);
        }
        return new Outcome(List.copyOf(applied), refused);
    }

    /** Why an option is not one to change in a poolscope that runs; null if it is one, or is none at all. */
    private static @Nullable String outOfReach(Given option) {
        for (OptionKey<?> key : OptionKey.all()) {
            if (key.key().equals(option.key())) {
                if (key.type() == null) {
                    return "not in this version";
                }
                return key.isLive()
                        ? null
                        : key == OptionKey.ENABLED
                                ? "use detach to take poolscope out"
                                : "is read at the start only: detach, and attach with it";
            }
        }
        return null;
    }

    /** What the options have against a change, in the words of a start; null for nothing. */
    private @Nullable String wrong(Options before, Options after) {
        List<String> lines = new ArrayList<>(after.complaints());
        lines.removeAll(before.complaints());
        List<String> notices = new ArrayList<>(after.notices());
        notices.removeAll(before.notices());
        lines.addAll(notices);
        List<String> rules = new ArrayList<>(new Judge(after.rules()).complaints());
        rules.removeAll(new Judge(before.rules()).complaints());
        lines.addAll(rules);
        unknownProbes.apply(after).forEach(name -> lines.add("there is no probe " + Quoted.plain(name)));
        return lines.isEmpty() ? null : lines.get(0);
    }
}
