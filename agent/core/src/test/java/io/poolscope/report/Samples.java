package io.poolscope.report;

import io.poolscope.finding.Assessment;
import io.poolscope.finding.Finding;
import io.poolscope.finding.FindingEvent;
import io.poolscope.finding.PoolVerdict;
import io.poolscope.finding.Severity;
import io.poolscope.snapshot.Awaits;
import io.poolscope.snapshot.BlockKind;
import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.Coverage;
import io.poolscope.snapshot.Durations;
import io.poolscope.snapshot.Facts;
import io.poolscope.snapshot.JvmInfo;
import io.poolscope.snapshot.PoolKind;
import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.SelfCost;
import io.poolscope.snapshot.Snapshot;
import io.poolscope.snapshot.Stack;
import io.poolscope.snapshot.WaitGraph;
import io.poolscope.snapshot.WaitSite;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Assessments made by hand. */
public final class Samples {
    public static final Instant AT = Instant.parse("2026-11-20T14:02:59.250Z");
    public static final CodeLocation PRICE =
            new CodeLocation("com.acme.orders.PriceService", "price", "PriceService.java", 88);
    /** What would harm: terminal escapes, a new line, text running backwards, half a character, markup, a look-up. */
    public static final String HOSTILE =
            "evil\u001b[31m\r\n\u202eexe\u2028\u009b\ud800\"<script>\\${jndi:ldap://x}," + "x".repeat(5000);

    private Samples() {}

    /** The bridges' class files, as the agent would hand them over. */
    public static Function<String, byte @Nullable []> bridgeClasses() {
        return name -> {
            try (InputStream in = Samples.class.getResourceAsStream("/" + name.replace('.', '/') + ".class")) {
                return in == null ? null : in.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    public static JvmInfo jvm() {
        return new JvmInfo(4711, "com.acme.Main", "17.0.15", "Debian", 2, "2026-11-20T13:00:00.125Z", false, false);
    }

    public static Assessment empty() {
        return assess(List.of(), List.of(), Map.of(), List.of(), List.of());
    }

    public static Assessment assess(
            List<PoolSnapshot> pools,
            List<WaitSite> sites,
            Map<String, PoolVerdict> verdicts,
            List<Finding> findings,
            List<FindingEvent> events) {
        return new Assessment(
                new Snapshot(
                        jvm(),
                        AT.minusSeconds(60),
                        AT,
                        60,
                        0,
                        12.3456,
                        new Coverage(
                                List.of(
                                        new Coverage.ProbeStatus(
                                                "future-get", Coverage.Status.ACTIVE, null, "2026-11-20T13:00:01Z"),
                                        new Coverage.ProbeStatus(
                                                "submit-site", Coverage.Status.OFF, "switched off", null)),
                                Map.of("stacks", 3L, "errors.judge", 1L)),
                        new SelfCost(12.3456789, 0.0002057, 3000, 20, 345.6),
                        pools,
                        sites,
                        WaitGraph.EMPTY,
                        Facts.NONE),
                verdicts,
                findings,
                events,
                List.of(new Assessment.NotEvaluated("tiny-tasks", "no probes")),
                Map.of(new Assessment.Opened("pool-deadlock", "orders", Severity.CRITICAL), 1L));
    }

    /** A deadlocked pool, a healthy one without limits, two sites and a finding. */
    public static Assessment rich() {
        return assess(
                List.of(
                        pool("p1", "mails").unbounded().build(),
                        pool("p2", "orders").build()),
                List.of(site("p2", "orders", 2, "tax", 91, 10.5), site("p2", "orders", 1, "price", 88, 48_000.12345)),
                Map.of(
                        "p1", new PoolVerdict(PoolVerdict.State.HEALTHY, null),
                        "p2", new PoolVerdict(PoolVerdict.State.DEADLOCKED, PoolVerdict.Cause.BLOCKED)),
                List.of(deadlock()),
                List.of(new FindingEvent(FindingEvent.Change.OPENED, deadlock())));
    }

    /** Names from the application that would harm, wherever it can put one. */
    public static Assessment hostile() {
        Finding bad = new Finding(
                "7f3a91",
                "blocking-wait",
                Severity.WARNING,
                HOSTILE,
                "p9",
                new CodeLocation(HOSTILE, HOSTILE, HOSTILE, 1),
                HOSTILE,
                List.of(HOSTILE),
                HOSTILE,
                HOSTILE,
                false,
                Map.of("also", List.of(HOSTILE), HOSTILE, HOSTILE),
                List.of(HOSTILE),
                new Stack("s", List.of(HOSTILE)),
                List.of(1),
                AT.minusSeconds(5),
                false,
                AT,
                5,
                true,
                null);
        return assess(
                List.of(pool("p9", HOSTILE).build()),
                List.of(site("p9", HOSTILE, 1, HOSTILE, 1, 5)),
                Map.of(),
                List.of(bad),
                List.of(new FindingEvent(FindingEvent.Change.OPENED, bad)));
    }

    public static Finding deadlock() {
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("workers", 16);
        evidence.put("cpuSeconds", 0.0);
        evidence.put("also", List.of("pool-starvation", "blocking-wait"));
        return new Finding(
                "7f3a91",
                "pool-deadlock",
                Severity.CRITICAL,
                "orders",
                "p2",
                PRICE,
                "all 16 workers of orders wait for tasks that are queued behind them",
                List.of(
                        "all 16 workers of orders wait, without time limit, for tasks that are queued behind them in orders",
                        "16 x CompletableFuture.join at com.acme.orders.PriceService.price(PriceService.java:88)",
                        "     task      com.acme.orders.OrderJob"),
                "Each worker waits for a task that only these workers can run.",
                "run TaxLookup on another executor, or compose with thenCombine instead of join",
                true,
                evidence,
                List.of("orders-1 waits for TaxLookup", "TaxLookup is queued in orders"),
                new Stack("ab12", List.of(PRICE.toString())),
                List.of(1),
                AT.minusMillis(48_000),
                false,
                AT,
                48,
                true,
                null);
    }

    public static Finding with(Finding base, Severity severity, boolean open) {
        return new Finding(
                base.id(),
                base.rule(),
                severity,
                base.pool(),
                base.poolId(),
                base.site(),
                base.title(),
                base.details(),
                base.explanation(),
                base.fix(),
                base.proved(),
                base.evidence(),
                base.chain(),
                base.stack(),
                base.sites(),
                base.firstSeen(),
                base.beganBefore(),
                base.lastSeen(),
                base.count(),
                open,
                base.suppressed());
    }

    public static WaitSite site(String poolId, String pool, int rank, String method, int line, double totalMs) {
        return new WaitSite(
                rank,
                pool,
                poolId,
                BlockKind.FUTURE,
                new CodeLocation("com.acme.orders.PriceService", method, "PriceService.java", line),
                "java.util.concurrent.CompletableFuture.join",
                new Awaits(
                        "java.util.concurrent.CompletableFuture",
                        "com.acme.orders.TaxLookup",
                        pool,
                        Awaits.State.QUEUED,
                        null,
                        1,
                        PRICE),
                true,
                16,
                true,
                16,
                48_000.1,
                totalMs,
                0,
                0.75,
                Durations.ofMean(16, 12.25),
                List.of("com.acme.Cache@1b2c"),
                new Stack("ab12", List.of(PRICE.toString())),
                totalMs);
    }

    public static PoolBuilder pool(String id, String name) {
        return new PoolBuilder(id, name);
    }

    /** A pool of 16 workers, all blocked, with 212 tasks in its queue, unless told otherwise. */
    public static final class PoolBuilder {
        private final String id;
        private final String name;
        private int blocked = 16;
        private int idle;
        private @Nullable Integer capacity;
        private @Nullable Durations runs;
        private long submitted = 1000;
        private long completed = 788;
        private @Nullable Integer max = 16;
        private double waitMs = 5000;
        private @Nullable List<PoolSnapshot.Timed> newWaits;

        PoolBuilder(String id, String name) {
            this.id = id;
            this.name = name;
        }

        /** With a bounded queue, and with run times that were measured. */
        public PoolBuilder bounded(int most) {
            capacity = most;
            runs = new Durations(788, 10.0, null, 50.0, 60.0, 70.0, 80.0, true, 40.0);
            return this;
        }

        public PoolBuilder unbounded() {
            max = null;
            return this;
        }

        public PoolBuilder workers(int idleOnes, int blockedOnes) {
            idle = idleOnes;
            blocked = blockedOnes;
            return this;
        }

        public PoolBuilder tasks(long accepted, long ended, double waited) {
            submitted = accepted;
            completed = ended;
            waitMs = waited;
            return this;
        }

        /** With tasks that were timed since the last look, by their time in the queue. */
        public PoolBuilder timed(PoolSnapshot.Timed... waits) {
            newWaits = List.of(waits);
            return this;
        }

        public PoolSnapshot build() {
            List<PoolSnapshot.Point> history = new ArrayList<>();
            history.add(new PoolSnapshot.Point("2026-11-20T14:02:58Z", 16, 0, 16, 212, 46_900.0, 100));
            history.add(new PoolSnapshot.Point("2026-11-20T14:02:59Z", 16, 0, 16, 212, null, 100));
            return new PoolSnapshot(
                    id,
                    name,
                    "java.util.concurrent.ThreadPoolExecutor",
                    PoolKind.THREAD_POOL,
                    PRICE,
                    1,
                    false,
                    new PoolSnapshot.Threads(
                            idle + blocked,
                            max,
                            max,
                            max == null ? null : 64,
                            false,
                            idle,
                            0,
                            blocked,
                            blocked == 0 ? Map.of() : Map.of(BlockKind.FUTURE, blocked),
                            16),
                    new PoolSnapshot.Queue(
                            "java.util.concurrent.LinkedBlockingQueue",
                            212,
                            212,
                            capacity,
                            capacity == null,
                            47_900.0,
                            "com.acme.orders.TaxLookup",
                            PRICE,
                            new Durations(100, 10.0, Double.NaN, 30.0, 50.12345, null, 60.0, true, 40.0)),
                    new PoolSnapshot.Tasks(submitted, completed, 3L, null, 0L, runs),
                    new PoolSnapshot.WorkerTime(0, 10_000, 30_000, Map.of(BlockKind.FUTURE, 30_000.0), 500.0),
                    new PoolSnapshot.Look(1000, 50, 0, 0, 0, 16, 0, 0, 0.0),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    history,
                    new PoolSnapshot.Totals(
                            submitted - 212,
                            waitMs,
                            completed,
                            8000.0,
                            Map.of(BlockKind.FUTURE, new PoolSnapshot.Blocked(20, 30_000)),
                            newWaits,
                            null));
        }
    }
}
