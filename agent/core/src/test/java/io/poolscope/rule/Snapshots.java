package io.poolscope.rule;

import io.poolscope.finding.Assessment;
import io.poolscope.finding.Finding;
import io.poolscope.snapshot.BlockKind;
import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.Coverage;
import io.poolscope.snapshot.Durations;
import io.poolscope.snapshot.Fact;
import io.poolscope.snapshot.Facts;
import io.poolscope.snapshot.JvmInfo;
import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.SelfCost;
import io.poolscope.snapshot.Snapshot;
import io.poolscope.snapshot.WaitGraph;
import io.poolscope.snapshot.WaitSite;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Snapshots made by hand: {@code Snapshots.look(3).pool(PoolOf.name("orders").blocked(16, wait)).take()}. Look n is taken n
 * seconds after {@link #START}; everything that a test does not speak of is healthy.
 */
public final class Snapshots {
    public static final Instant START = Instant.parse("2026-11-20T14:02:00Z");

    private final long look;
    private final List<PoolSnapshot> pools = new ArrayList<>();
    private final List<WaitSite> sites = new ArrayList<>();
    private final List<Coverage.ProbeStatus> probes = new ArrayList<>();
    private WaitGraph graph = WaitGraph.EMPTY;
    private final List<Fact> facts = new java.util.ArrayList<>();
    private Instant at;
    private double pausedMs;
    private double longestPauseMs;
    private int cpus = 8;
    private boolean loadTest;
    private String version = "17.0.1";

    private Snapshots(long look) {
        this.look = look;
        this.at = START.plusSeconds(look);
    }

    public static Snapshots look(long look) {
        return new Snapshots(look);
    }

    /** A place in {@code com.acme.orders}: {@code at("PriceService", "price", 88)}. */
    public static CodeLocation at(String simpleClass, String method, int line) {
        return new CodeLocation("com.acme.orders." + simpleClass, method, simpleClass + ".java", line);
    }

    public Snapshots pool(PoolOf... more) {
        Stream.of(more).map(PoolOf::make).forEach(pools::add);
        return this;
    }

    /** A site where workers wait for a future; ranks are given in the order of the calls. */
    public Snapshots site(String pool, CodeLocation site, double blockedMs, long waits, int open) {
        return site(pool, site, BlockKind.FUTURE, true, blockedMs, 0, waits, open);
    }

    public Snapshots site(
            String pool,
            CodeLocation site,
            BlockKind kind,
            boolean async,
            double blockedMs,
            double compensatedMs,
            long waits,
            int open) {
        return site(pool, site, kind, async, blockedMs, compensatedMs, waits, open, null);
    }

    /** A site where waits for a future were, none of them open now. */
    public Snapshots ended(String pool, CodeLocation site, double blockedMs, long waits, double longestMs) {
        Durations durations = new Durations(waits, null, null, null, null, null, longestMs, true, null);
        return site(pool, site, BlockKind.FUTURE, true, blockedMs, 0, waits, 0, durations);
    }

    private Snapshots site(
            String pool,
            CodeLocation site,
            BlockKind kind,
            boolean async,
            double blockedMs,
            double compensatedMs,
            long waits,
            int open,
            @Nullable Durations durationMs) {
        sites.add(new WaitSite(
                sites.size() + 1,
                pool,
                pool,
                kind,
                site,
                kind == BlockKind.FUTURE ? "java.util.concurrent.CompletableFuture.join" : null,
                null,
                async,
                waits,
                false,
                open,
                open == 0 ? null : 1000.0,
                blockedMs,
                compensatedMs,
                0.9,
                durationMs,
                List.of(),
                null,
                null));
        return this;
    }

    /** Adds a fact. */
    public Snapshots fact(Fact fact) {
        facts.add(fact);
        return this;
    }

    public Snapshots graph(WaitGraph graph) {
        this.graph = graph;
        return this;
    }

    public Snapshots probes(String... active) {
        for (String name : active) {
            probes.add(new Coverage.ProbeStatus(name, Coverage.Status.ACTIVE, null, START.toString()));
        }
        return this;
    }

    public Snapshots paused(double ms) {
        this.pausedMs = ms;
        this.longestPauseMs = ms;
        return this;
    }

    public Snapshots cpus(int cpus) {
        this.cpus = cpus;
        return this;
    }

    /** Another JVM than the oldest. */
    public Snapshots version(String version) {
        this.version = version;
        return this;
    }

    public Snapshots loadTest() {
        this.loadTest = true;
        return this;
    }

    /** Another time than look n's, for dates and for long lives. */
    public Snapshots time(Instant at) {
        this.at = at;
        return this;
    }

    /** What a fresh judge with the defaults says after the last of these looks. */
    public static Assessment judged(Snapshots... looks) {
        return judged(new Judge(RuleSettings.defaults()), looks);
    }

    static Assessment judged(Judge judge, Snapshots... looks) {
        for (int i = 0; i < looks.length - 1; i++) {
            judge.assess(looks[i].take());
        }
        return judge.assess(looks[looks.length - 1].take());
    }

    /** The same in looks 1 to n. */
    static Snapshots[] times(int n, IntFunction<Snapshots> look) {
        return IntStream.rangeClosed(1, n).mapToObj(look).toArray(Snapshots[]::new);
    }

    public Snapshot take() {
        return new Snapshot(
                new JvmInfo(4711, "com.acme.Shop", version, "Acme", cpus, START.toString(), false, loadTest),
                at.minusSeconds(60),
                at,
                look,
                pausedMs,
                longestPauseMs,
                new Coverage(probes, Map.of()),
                new SelfCost(1, 0.001, 50, 20, 10),
                pools,
                sites,
                graph,
                facts.isEmpty() ? Facts.NONE : new Facts(List.copyOf(facts)));
    }

    /** What a reader gets to see below the header: the body, then the fix. */
    static List<String> body(Finding finding) {
        List<String> body = new java.util.ArrayList<>(finding.details());
        body.add("fix: " + finding.fix());
        return body;
    }
}
