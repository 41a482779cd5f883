package io.poolscope.watch;

import io.poolscope.snapshot.Fact;
import io.poolscope.snapshot.Facts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The sources of facts. To add one, add it to the list. */
final class FactSources {
    private final List<FactSource> all;

    /**
     * Fresh ones.
     *
     * @param settings bounds, and the length of the window
     */
    FactSources(SamplerSettings settings) {
        int seconds = (int) Math.max(1, settings.window().toSeconds());
        all = List.of(
                new PinnedCarriers(),
                new ContendedLocks(),
                new LongRuns(),
                new Borrowings(),
                new LateTasks(seconds),
                new ExecutorKins(),
                new WorkerDeaths(seconds),
                new RefusalSource(),
                new StorySource(settings),
                new LossSource(),
                new OrphanSource(),
                new DependentsSource());
    }

    void sampled(Seen seen) {
        for (int i = 0; i < all.size(); i++) {
            all.get(i).sampled(seen);
        }
    }

    void ending() {
        all.forEach(FactSource::ending);
    }

    Facts look(Seen seen) {
        List<Fact> facts = new ArrayList<>();
        all.forEach(source -> facts.addAll(source.look(seen)));
        return facts.isEmpty() ? Facts.NONE : new Facts(List.copyOf(facts));
    }

    Map<String, Long> lost() {
        Map<String, Long> lost = new TreeMap<>();
        all.forEach(source -> source.lost().forEach((cause, count) -> lost.merge(cause, count, Long::sum)));
        return lost;
    }
}
