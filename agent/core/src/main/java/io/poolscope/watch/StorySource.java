package io.poolscope.watch;

import io.poolscope.bootstrap.Story;
import io.poolscope.bootstrap.TaskClock;
import io.poolscope.bootstrap.TaskStory;
import io.poolscope.bootstrap.Trace;
import io.poolscope.bootstrap.WorkerRecord;
import io.poolscope.snapshot.BlockKind;
import io.poolscope.snapshot.Fact;
import io.poolscope.watch.StoryTable.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The stories that tasks told of themselves, merged by pool, kind of task and place. Stacks are read within a budget: of
 * many tasks that tell the same some are read, which is enough to know what they do.
 */
final class StorySource implements FactSource {
    /** Stories taken over in one sample: as many as the ring has places. */
    private static final int AT_ONCE = 1024;
    /** Stacks read a second, on average: 20 to 50 us each. */
    private static final int STACKS = 40;
    /** The same in load-test mode. */
    private static final int STACKS_LOAD_TEST = 400;
    /** Unused budget is kept for a burst. Seconds. */
    private static final double SAVED = 10;
    /** Stories of one kind of task in one pool that are read in a second. In load-test mode more. */
    private static final int TURNS = 2;

    /** Keys of each table, and tasks kept of each key. About 100 bytes for each task. */
    private static final int ROWS = 100;

    private static final int TASKS = 64;
    /** In load-test mode so many times as many. */
    private static final int LOAD_TEST = 4;

    private final Object[] told = new Object[AT_ONCE];
    private final StackReader reader;
    private final StoryFacts facts;
    private final StoryTurns turns;
    private final int perSecond;
    private double budget;
    private long refilled;
    private long unread;
    private long strangers;

    StorySource(SamplerSettings settings) {
        int more = settings.loadTest() ? LOAD_TEST : 1;
        this.reader = new StackReader(new Frames(settings.appPackages()));
        this.perSecond = settings.loadTest() ? STACKS_LOAD_TEST : STACKS;
        this.budget = perSecond;
        this.turns = new StoryTurns(TURNS * more);
        this.facts = new StoryFacts(
                ROWS * more, TASKS * more, (int) Math.max(1, settings.window().toSeconds()));
    }

    @Override
    public void sampled(Seen seen) {
        int count = TaskStory.drain(told);
        if (count == 0) {
            return;
        }
        budget = Math.min(SAVED * perSecond, budget + (seen.now() - refilled) * 1e-9 * perSecond);
        refilled = seen.now();
        for (int i = 0; i < count; i++) {
            Object one = told[i];
            told[i] = null;
            if (one instanceof Story story) {
                read(story, seen);
            } else if (one instanceof TaskClock clock) {
                timed(clock, seen);
            }
        }
    }

    private void read(Story story, Seen seen) {
        Worker worker = worker(story.worker, seen.pools());
        if (worker == null) {
            strangers++;
            return;
        }
        if (!StoryFacts.tellsAnything(story)) {
            return;
        }
        String kind = story.kind == null ? null : TaskNames.kind(story.kind);
        StoryTurns.Turn turn = turns.of(worker.pool.id, kind, story.offloads);
        if (budget < story.entries || !turn.take(seen.second())) {
            turn.unread(story);
            unread++;
            return;
        }
        budget -= story.entries;
        List<Reading> readings = new ArrayList<>(story.entries);
        for (int i = 0; i < story.entries; i++) {
            Trace trace = story.traces[i];
            Reading reading = trace == null
                    ? null
                    : reader.waiting(CountedWaits.withoutHooks(trace.getStackTrace()), BlockKind.FUTURE);
            if (reading == null) {
                return;
            }
            readings.add(reading);
        }
        turn.addTo(story);
        facts.told(story, readings, worker.pool.id, kind, seen.second());
    }

    private static @Nullable Worker worker(WorkerRecord record, List<Pool> pools) {
        for (Pool pool : pools) {
            for (Worker worker : pool.workers) {
                if (worker.thread == record.thread) {
                    return worker;
                }
            }
        }
        return null;
    }

    private void timed(TaskClock clock, Seen seen) {
        for (Pool pool : seen.pools()) {
            if (pool.executor() == clock.pool) {
                String kind = clock.kind == null ? null : TaskNames.kind(clock.kind);
                facts.timed(
                        new Key(pool.id, kind, null),
                        clock.endedAt - clock.startedAt,
                        clock.startedAt - clock.submittedAt,
                        seen.second());
                return;
            }
        }
    }

    @Override
    public List<? extends Fact> look(Seen seen) {
        for (Pool pool : seen.pools()) {
            for (int i = 0; pool.moved() && i < pool.workers.size(); i++) {
                WorkerRecord record = pool.workers.get(i).record;
                if (record != null) {
                    record.story.letGo();
                }
            }
        }
        return facts.look(seen);
    }

    @Override
    public Map<String, Long> lost() {
        return Map.of(
                "stories", TaskStory.lost(),
                "stories-of-unknown-workers", strangers,
                "stories-not-read", unread,
                "stories-over-limit", facts.lost(),
                "clocked-tasks-not-started", TaskStory.unstarted());
    }
}
