package io.poolscope.report.meter;

import static io.poolscope.report.meter.Meter.Kind.COUNTER;
import static io.poolscope.report.meter.Meter.Kind.GAUGE;
import static io.poolscope.report.meter.Meter.Kind.RECORDER;
import static io.poolscope.report.meter.Meter.Kind.TIMER;
import static io.poolscope.report.meter.Meter.Kind.TIME_GAUGE;

import io.poolscope.finding.PoolVerdict;
import io.poolscope.snapshot.PoolSnapshot;
import java.util.List;
import java.util.function.BiConsumer;

/** Every meter that there is. Names and tags are public API. */
public final class Meters {
    private Meters() {}

    /**
     * The list, new at each call: a meter may remember what it showed.
     *
     * @param version version of poolscope
     * @param everyTaskTimed whether each task is timed by the clock: task times are histograms then. For all pools or for
     *     none, as a registry cannot have both kinds under one name (Prometheus' fails at the scrape).
     */
    public static List<Meter> all(String version, boolean everyTaskTimed) {
        Meter.Kind times = everyTaskTimed ? RECORDER : TIMER;
        return List.of(
                new Meter(
                        "poolscope.pool.threads",
                        GAUGE,
                        "threads",
                        "Workers by what they do now: idle, running, or blocked inside a task",
                        each((row, out) -> {
                            out.now(row.sum(pool -> pool.threads().idle()), row.tags("state", "idle"));
                            out.now(row.sum(pool -> pool.threads().running()), row.tags("state", "running"));
                            out.now(row.sum(pool -> pool.threads().blocked()), row.tags("state", "blocked"));
                        })),
                new Meter(
                        "poolscope.pool.blocked",
                        GAUGE,
                        "threads",
                        "Workers blocked inside a task, by what they wait for",
                        each(PoolFigures::blocked)),
                new Meter(
                        "poolscope.pool.core",
                        GAUGE,
                        "threads",
                        "Core size of the pool",
                        each((row, out) ->
                                out.now(row.sumOrNull(pool -> pool.threads().core()), row.tags()))),
                new Meter(
                        "poolscope.pool.max",
                        GAUGE,
                        "threads",
                        "Most workers that the pool can have: its core size where the queue is unbounded",
                        each((row, out) ->
                                out.now(row.sumOrNull(pool -> pool.threads().max()), row.tags()))),
                new Meter(
                        "poolscope.pool.utilization",
                        GAUGE,
                        "ratio",
                        "Busy workers over the most that the pool can have, or over its size where it has no limit",
                        each(PoolFigures::utilization)),
                new Meter(
                        "poolscope.pool.queued",
                        GAUGE,
                        "tasks",
                        "Tasks that wait in the queue",
                        each((row, out) -> out.now(row.sum(pool -> pool.queue().depth()), row.tags()))),
                new Meter(
                        "poolscope.pool.queue.capacity",
                        GAUGE,
                        "tasks",
                        "Most tasks that the queue can hold",
                        each((row, out) ->
                                out.now(row.sumOrNull(pool -> pool.queue().capacity()), row.tags()))),
                new Meter(
                        "poolscope.pool.queue.head.age",
                        TIME_GAUGE,
                        null,
                        "How long the oldest queued task has waited so far; 0 while the queue is empty",
                        each((row, out) -> out.now(row.largest(PoolFigures::headAge), row.tags()))),
                new Meter(
                        "poolscope.task.wait",
                        times,
                        null,
                        "Time of tasks between submission and start",
                        each(PoolFigures::waits)),
                new Meter(
                        "poolscope.task.wait.quantile",
                        TIME_GAUGE,
                        null,
                        "Time between submission and start over the window, by quantile",
                        each((row, out) ->
                                PoolFigures.quantiles(row, pool -> pool.queue().waitMs(), out))),
                new Meter("poolscope.task.run", times, null, "Run time of tasks", each(PoolFigures::runs)),
                new Meter(
                        "poolscope.task.run.quantile",
                        TIME_GAUGE,
                        null,
                        "Run time of tasks over the window, by quantile",
                        each((row, out) ->
                                PoolFigures.quantiles(row, pool -> pool.tasks().runMs(), out))),
                new Meter(
                        "poolscope.blocked.time",
                        TIMER,
                        null,
                        "Waits inside tasks, by what was waited for",
                        each(PoolFigures::blockedTime)),
                new Meter(
                        "poolscope.tasks.submitted", COUNTER, null, "Tasks that the pool accepted", each((row, out) -> {
                            for (PoolSnapshot pool : row.pools()) {
                                out.total(pool.id(), pool.tasks().submitted(), row.tags());
                            }
                        })),
                new Meter(
                        "poolscope.tasks",
                        COUNTER,
                        null,
                        "Tasks by how they ended: completed, failed, rejected or cancelled",
                        each(PoolFigures::outcomes)),
                new Meter(
                        "poolscope.pool.verdict",
                        GAUGE,
                        null,
                        "1 while the pool is in this state: saturated, starved or deadlocked",
                        (assessment, rows, out) -> rows.forEach(row -> {
                            for (PoolVerdict.State state : PoolFigures.VERDICTS) {
                                out.now(row.any(assessment, state) ? 1 : 0, row.tags("verdict", state.id()));
                            }
                        })),
                new Meter("poolscope.findings", COUNTER, null, "Findings opened", AgentFigures::findings),
                new Meter(
                        "poolscope.site.blocked",
                        COUNTER,
                        "seconds",
                        "Worker time lost in waits, by the application's line",
                        new SiteSlots()),
                new Meter(
                        "poolscope.agent.info",
                        GAUGE,
                        null,
                        "Always 1: version of poolscope, and how it came into this JVM",
                        (assessment, rows, out) -> AgentFigures.info(assessment, version, out)),
                new Meter(
                        "poolscope.agent.cpu",
                        COUNTER,
                        "seconds",
                        "CPU time of poolscope's own thread",
                        (assessment, rows, out) ->
                                out.total("self", assessment.snapshot().self().totalCpuMs() / 1000)),
                new Meter(
                        "poolscope.agent.errors",
                        COUNTER,
                        null,
                        "Failures inside poolscope, by stage",
                        AgentFigures::errors),
                new Meter(
                        "poolscope.agent.lost",
                        COUNTER,
                        null,
                        "What poolscope dropped to stay within its bounds, by cause",
                        AgentFigures::lost));
    }

    private static Meter.Reading each(BiConsumer<PoolRow, Meter.Figures> reading) {
        return (assessment, rows, out) -> rows.forEach(row -> reading.accept(row, out));
    }
}
