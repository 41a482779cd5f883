package io.poolscope.guard;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The fuses of a stage's parts (each rule, each source of facts, each family of pools): one that fails takes none of the
 * others with it. A fuse is made at the first failure of its part, so that parts which work cost a look into an empty
 * table. poolscope's thread only.
 */
public final class Fuses {
    /** Parts that can fail at once are fewer than this; beyond it they share one fuse. */
    private static final int MOST = 200;

    private final Map<String, Fuse> fuses = new LinkedHashMap<>();
    private final List<String> lines = new ArrayList<>();
    private final LongSupplier nanos;

    /**
     * Nothing has failed yet.
     *
     * @param nanos monotonic clock, nanoseconds
     */
    public Fuses(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Runs a part's work unless that part is off; returns whether it ran to its end. Throws nothing. */
    public boolean run(String part, Fuse.Work work) {
        Fuse known = fuses.isEmpty() ? null : fuses.get(part);
        if (known != null) {
            return known.run(work);
        }
        try {
            work.run();
            return true;
        } catch (Throwable e) {
            of(part).failed(e);
            return false;
        }
    }

    /** A part, called elsewhere, has failed. */
    public void failed(String part, Throwable e) {
        of(part).failed(e);
    }

    /** A part, called elsewhere, has done its work. */
    public void worked(String part) {
        Fuse known = fuses.isEmpty() ? null : fuses.get(part);
        if (known != null) {
            known.worked();
        }
    }

    /** A fuse of its own, which is not among the {@link #failures} here but tells what it has to tell with the others. */
    public Fuse alone(String stage) {
        return new Fuse(stage, this::tell, nanos);
    }

    /** Has a line told. */
    public void tell(String line) {
        if (lines.size() < MOST) {
            lines.add(line);
        }
    }

    /** Whether nothing has failed so far. */
    public boolean none() {
        return fuses.isEmpty();
    }

    /** Whether a part is off. */
    public boolean blown(String part) {
        Fuse known = fuses.isEmpty() ? null : fuses.get(part);
        return known != null && known.blown();
    }

    private Fuse of(String part) {
        Fuse known = fuses.get(part);
        if (known == null && fuses.size() >= MOST) {
            return fuses.computeIfAbsent("others", name -> new Fuse(name, line -> {}, nanos));
        }
        return known != null ? known : fuses.computeIfAbsent(part, name -> new Fuse(name, this::tell, nanos));
    }

    /** How often each part has failed, by its name. */
    public Map<String, Long> failures() {
        Map<String, Long> counts = new LinkedHashMap<>();
        fuses.forEach((part, fuse) -> counts.put(part, fuse.failures()));
        return counts;
    }

    /** What there is to tell the user since the last call. */
    public List<String> lines() {
        if (lines.isEmpty()) {
            return List.of();
        }
        List<String> told = List.copyOf(lines);
        lines.clear();
        return told;
    }

    /** The name of a part that is a class of a stage: {@code LongRuns} of {@code facts} is {@code facts-long-runs}. */
    public static String name(String stage, Object part) {
        return stage
                + part.getClass().getSimpleName().replaceAll("(?=\\p{Lu})", "-").toLowerCase(Locale.ROOT);
    }
}
