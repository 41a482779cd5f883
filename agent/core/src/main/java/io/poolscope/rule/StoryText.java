package io.poolscope.rule;

import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.Snapshot;
import io.poolscope.snapshot.WaitChain;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Lines about what tasks told of themselves. */
final class StoryText {
    /** Waits of a chain that are listed. */
    private static final int LISTED = 8;

    private StoryText() {}

    /** {@code CompletableFuture.join}, or what is waited for. */
    static String call(@Nullable String call) {
        return call == null ? "a wait for a future" : Words.call(call);
    }

    /** The line about the task; empty where nothing is known. */
    static String task(@Nullable String task, @Nullable CodeLocation submittedAt) {
        return task == null
                ? ""
                : "     task      " + TaskWords.full(task)
                        + (submittedAt == null ? "" : ", submitted at " + Words.place(submittedAt));
    }

    /** {@code 60 s}. */
    static String window(Snapshot now) {
        return Words.duration(now.at().toEpochMilli() - now.from().toEpochMilli());
    }

    /** One line for each wait of a chain. */
    static List<String> steps(List<WaitChain.Step> steps) {
        List<String> lines = new ArrayList<>();
        for (WaitChain.Step step : steps.subList(0, Math.min(LISTED, steps.size()))) {
            lines.add("     " + (lines.isEmpty() ? "first" : "then ") + "     " + Words.duration(step.ms()) + " in "
                    + (step.waits() > 1 ? step.waits() + " x " : "") + call(step.call()) + " at " + step.site());
        }
        if (steps.size() > LISTED) {
            lines.add("     and " + (steps.size() - LISTED) + " more");
        }
        return lines;
    }

    /** {@code Import.java:40, Import.java:41 and 2 more}. */
    static String lines(List<WaitChain.Step> steps) {
        Set<String> places = new LinkedHashSet<>();
        steps.forEach(step -> places.add(Words.line(step.site())));
        return Words.list(List.copyOf(places), 3, places.size());
    }

    static List<WaitChain.Task> those(WaitChain chain, Predicate<WaitChain.Task> which) {
        return chain.tasks().stream().filter(which).toList();
    }

    static double mean(List<WaitChain.Task> tasks, ToDoubleFunction<WaitChain.Task> of) {
        return tasks.stream().mapToDouble(of).average().orElse(0);
    }
}
