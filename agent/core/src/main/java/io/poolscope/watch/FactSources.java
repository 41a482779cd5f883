package io.poolscope.watch;

import io.poolscope.guard.Fuses;
import io.poolscope.snapshot.Fact;
import io.poolscope.snapshot.Facts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The sources of facts. To add one, add it to the list. */
final class FactSources {
    /** Samples and looks have a fuse each, as one of them may work while the other never does. */
    private record Part(String name, String samples, FactSource source) {}

    private final List<Part> all;
    private final Fuses fuses;

    /**
     * Fresh ones.
     *
     * @param settings bounds, and the length of the window
     * @param fuses keep a source that fails away from the others
     */
    FactSources(SamplerSettings settings, Fuses fuses) {
        this.fuses = fuses;
        int seconds = (int) Math.max(1, settings.window().toSeconds());
        List<FactSource> sources = List.of(
                new PinnedCarriers(),
                new ContendedLocks(),
                new OutsideHolders(),
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
        List<Part> parts = new ArrayList<>();
        for (FactSource source : sources) {
            parts.add(new Part(Fuses.name("facts", source), Fuses.name("samples", source), source));
        }
        all = List.copyOf(parts);
    }

    // A loop, and no function that would be made anew for each of them, 50 times a second.
    void sampled(Seen seen) {
        for (int i = 0; i < all.size(); i++) {
            Part part = all.get(i);
            if (!fuses.blown(part.samples) && !fuses.blown(part.name)) {
                try {
                    part.source.sampled(seen);
                    fuses.worked(part.samples);
                } catch (Throwable e) {
                    fuses.failed(part.samples, e);
                }
            }
        }
    }

    void ending() {
        all.forEach(part -> fuses.run(part.name, part.source::ending));
    }

    Facts look(Seen seen) {
        List<Fact> facts = new ArrayList<>();
        for (Part part : all) {
            if (!fuses.blown(part.samples)) {
                fuses.run(part.name, () -> facts.addAll(part.source.look(seen)));
            }
        }
        return facts.isEmpty() ? Facts.NONE : new Facts(List.copyOf(facts));
    }

    Map<String, Long> lost() {
        Map<String, Long> lost = new TreeMap<>();
        for (Part part : all) {
            for (Map.Entry<String, Long> each : part.source.lost().entrySet()) {
                lost.put(each.getKey(), lost.getOrDefault(each.getKey(), 0L) + each.getValue());
            }
        }
        return lost;
    }
}
