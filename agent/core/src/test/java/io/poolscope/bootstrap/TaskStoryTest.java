package io.poolscope.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The thread of the test is the worker, and calls what the advice would call. */
@Timeout(120)
class TaskStoryTest {
    private static final long MILLI = 1_000_000;

    @BeforeEach
    void start() {
        Hooks.start(false, null, null);
        Hooks.grant(0);
    }

    @AfterEach
    void stop() {
        Hooks.stop();
    }

    private static void begins() {
        Hooks.taskTaken(Hooks.taskEnded(), new Object());
    }

    private static void ends() {
        Hooks.taskEnded();
    }

    private static Object submits() {
        Object task = new Object();
        Hooks.executed("pool", task);
        return task;
    }

    private static void waits(Object future, long micros) {
        Hooks.waitEnded(Hooks.waitStarted(future) - micros * 1000);
    }

    private static List<Object> told() {
        Object[] into = new Object[64];
        int count = TaskStory.drain(into);
        return new ArrayList<>(Arrays.asList(into).subList(0, count));
    }

    /** The one story of a task; what it tells of jobs handed over comes on top. */
    private static Story story() {
        List<Story> stories = told().stream()
                .map(Story.class::cast)
                .filter(story -> !story.offloads)
                .toList();
        assertThat(stories).hasSize(1);
        return stories.get(0);
    }

    @Test
    void oneAfterTheOtherIsKnown() {
        for (int round = 0; round < 2; round++) {
            begins();
            for (int i = 0; i < 4; i++) {
                waits(submits(), 30_000);
            }
            ends();
            Story story = story();
            assertThat(story.entries).isEqualTo(4);
            assertThat(story.begun).startsWith(Story.AFTER, Story.AFTER, Story.AFTER, Story.AFTER);
            assertThat(story.nanos[3]).isGreaterThanOrEqualTo(30 * MILLI);
            assertThat(story.kind).isEqualTo(Object.class);
            assertThat(story.traces[0].getStackTrace())
                    .anyMatch(frame -> frame.getClassName().equals(TaskStoryTest.class.getName()));
            // The first task of a worker that tells anything was not clocked; that it told has the next ones clocked.
            assertThat(story.startedAt != 0).isEqualTo(round == 1);
        }
    }

    @Test
    void allSubmittedBeforeTheFirstWaitOverlap() {
        begins();
        List<Object> all = List.of(submits(), submits(), submits());
        all.forEach(each -> waits(each, 30_000));
        ends();
        assertThat(story().begun).startsWith(Story.AFTER, Story.BEFORE, Story.BEFORE);
    }

    @Test
    void soDoStagesOfWhatWasSubmittedAndMoreThanCanBeRemembered() {
        begins();
        for (int i = 0; i < 3; i++) {
            submits();
        }
        for (int i = 0; i < 3; i++) {
            waits(new Object(), 30_000);
        }
        ends();
        assertThat(story().begun).startsWith(Story.AFTER, Story.BEFORE, Story.BEFORE);
        begins();
        List<Object> all = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            all.add(submits());
        }
        all.forEach(each -> waits(each, 10_000));
        ends();
        Story story = story();
        assertThat(story.entries).isEqualTo(12);
        for (int i = 1; i < 12; i++) {
            assertThat(story.begun[i]).isEqualTo(Story.BEFORE);
        }
    }

    @Test
    void aStageOfTheOnlyNewSubmissionBeganWithIt() {
        begins();
        for (int i = 0; i < 3; i++) {
            submits();
            waits(new Object(), 30_000);
        }
        // One that nobody has awaited yet: what is awaited from now on may be a stage of it.
        submits();
        submits();
        waits(new Object(), 30_000);
        submits();
        waits(new Object(), 30_000);
        ends();
        assertThat(story().begun).startsWith(Story.AFTER, Story.AFTER, Story.AFTER, Story.AFTER, Story.UNKNOWN);
    }

    @Test
    void aWindowOfTwoThatSlidesOverlaps() {
        begins();
        Object first = submits();
        for (int i = 0; i < 6; i++) {
            Object second = submits();
            waits(first, 10_000);
            first = second;
        }
        ends();
        assertThat(story().begun).startsWith(Story.AFTER, Story.BEFORE, Story.BEFORE, Story.BEFORE);
    }

    @Test
    void whatNobodySubmittedIsUnknownAndTheSameAgainIsNothingNew() {
        begins();
        waits("a", 30_000);
        waits("b", 30_000);
        waits("b", 30_000);
        waits("c", 30_000);
        ends();
        assertThat(story().begun).startsWith(Story.UNKNOWN, Story.UNKNOWN, Story.BEFORE, Story.UNKNOWN);
    }

    @Test
    void promisesThatNobodySubmittedAreKnownOnceTheTaskWatchesWhatItMakes() {
        begins();
        for (int i = 0; i < 3; i++) {
            waits(made(), 30_000);
        }
        ends();
        assertThat(story().begun).startsWith(Story.UNKNOWN, Story.UNKNOWN, Story.AFTER);
        begins();
        for (int i = 0; i < 3; i++) {
            made();
            waits(made(), 30_000);
        }
        ends();
        assertThat(story().begun).startsWith(Story.UNKNOWN, Story.AFTER, Story.AFTER);
        begins();
        List<Object> all = List.of(made(), made(), made());
        all.forEach(each -> waits(each, 30_000));
        ends();
        assertThat(story().begun).startsWith(Story.UNKNOWN, Story.BEFORE, Story.BEFORE);
        begins();
        Object last = made();
        waits(made(), 30_000);
        made();
        waits(last, 30_000);
        waits(made(), 30_000);
        ends();
        assertThat(story().begun).startsWith(Story.UNKNOWN, Story.BEFORE, Story.AFTER);
    }

    @Test
    void promisesThatWereAllMadeBeforeTheFirstWaitOverlapAlsoInTheFirstTask() {
        begins();
        List<Object> all = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            all.add(made());
        }
        all.forEach(each -> waits(each, 20_000));
        ends();
        Story story = story();
        assertThat(story.begun).startsWith(Story.UNKNOWN, Story.UNKNOWN, Story.BEFORE, Story.BEFORE);
        assertThat(story.begun[11]).isEqualTo(Story.BEFORE);
    }

    private static Object made() {
        Object future = new CompletableFuture<>();
        TaskStory.made(future);
        return future;
    }

    @Test
    void shortWaitsShareStacksAndAllAreCounted() {
        begins();
        for (int i = 0; i < 400; i++) {
            waits(new Object(), 400);
        }
        ends();
        Story story = story();
        assertThat(story.entries).isEqualTo(Story.SITED);
        int waits = story.restWaits + story.restBefore;
        for (int i = 0; i < story.entries; i++) {
            waits += story.waits[i];
            assertThat(story.nanos[i]).isGreaterThanOrEqualTo(MILLI);
            assertThat(story.traces[i]).isNotNull();
        }
        assertThat(waits).isEqualTo(400);
    }

    @Test
    void littleIsNotWorthTelling() {
        begins();
        for (int i = 0; i < 50; i++) {
            submits();
        }
        ends();
        begins();
        waits("a", 90_000);
        waits("b", 90_000);
        ends();
        begins();
        for (int i = 0; i < 10; i++) {
            waits(new Object(), 500);
        }
        ends();
        assertThat(told()).isEmpty();
    }

    @Test
    void jobsThatAreAwaitedAtOnceAreToldTogether() {
        int rounds = 0;
        List<Object> told = List.of();
        // One between whose submission and wait this thread had no processor was no pointless one.
        while (told.isEmpty() && rounds < 1_000) {
            rounds++;
            begins();
            waits(submits(), 1_900);
            ends();
            told = told();
        }
        assertThat(told).hasSize(1);
        Story jobs = (Story) told.get(0);
        assertThat(jobs.offloads).isTrue();
        // The first only showed that the next submissions are worth a clock.
        assertThat(rounds).isGreaterThanOrEqualTo(11);
        assertThat(jobs.waits[0]).isEqualTo(10);
        assertThat(jobs.nanos[0]).isGreaterThanOrEqualTo(19 * MILLI);
        assertThat(jobs.gapNanos).isPositive().isLessThan(jobs.nanos[0] / 9 + 1);
    }

    @Test
    void workBetweenSubmissionAndWaitIsWorthTheJob() throws InterruptedException {
        for (int i = 0; i < 12; i++) {
            begins();
            Object job = submits();
            TimeUnit.MILLISECONDS.sleep(3);
            waits(job, 2_000);
            ends();
        }
        assertThat(told()).isEmpty();
    }

    @Test
    void aWaitThatGaveUpProvesNothing() {
        for (int i = 0; i < 12; i++) {
            begins();
            submits();
            CompletableFuture<Object> future = new CompletableFuture<>();
            Hooks.supplied(future);
            waits(future, 3_000);
            ends();
        }
        assertThat(told()).isEmpty();
    }

    @Test
    void twoJobsAtOnceAreNotPointless() {
        for (int i = 0; i < 12; i++) {
            begins();
            Object first = submits();
            waits(submits(), 3_000);
            waits(first, 3_000);
            ends();
        }
        assertThat(told()).isEmpty();
    }

    @Test
    void aWorkerWithoutKnownTasksTellsOfJobsOnly() {
        Hooks.taskEnded();
        for (int i = 0; i < 12; i++) {
            waits(submits(), 3_000);
        }
        assertThat(told()).isNotEmpty().allMatch(each -> ((Story) each).offloads);
    }

    @Test
    void aWorkerThatIsDoneKeepsNothingAlive() throws InterruptedException {
        begins();
        WeakReference<Object> gone = new WeakReference<>(submits());
        waits(gone.get(), 30_000);
        ends();
        long limit = System.nanoTime() + 30_000_000_000L;
        while (gone.get() != null && System.nanoTime() < limit) {
            System.gc();
            Thread.sleep(1);
        }
        assertThat(gone.get()).isNull();
    }

    @Test
    void aJoinerThatHelpsTellsNothing() throws Exception {
        ForkJoinPool pool = new ForkJoinPool(1);
        int told = pool.submit(() -> {
                    WorkerRecord record = Hooks.forkJoinStarted("outer");
                    for (int i = 0; i < 4; i++) {
                        long since = Hooks.waitStarted(submits());
                        Hooks.asyncStarted(record, "inner", "future", "function");
                        waits(submits(), 30_000);
                        Hooks.asyncEnded(record, null, null);
                        Hooks.waitEnded(since - 30 * MILLI);
                    }
                    Hooks.forkJoinEnded(record);
                    int helped = told().size();
                    // And the next one is well again.
                    Hooks.forkJoinStarted("next");
                    for (int i = 0; i < 4; i++) {
                        waits("future" + i, 30_000);
                    }
                    Hooks.forkJoinEnded(record);
                    return 10 * helped + told().size();
                })
                .get();
        pool.shutdown();
        assertThat(told).isEqualTo(1);
    }

    @Test
    void aPickedTaskIsTimedFromItsSubmission() {
        Hooks.grant(64);
        Object task = submits();
        Hooks.taskTaken(Hooks.taskEnded(), task);
        ends();
        List<Object> told = told();
        assertThat(told).hasSize(1);
        TaskClock clock = (TaskClock) told.get(0);
        assertThat(clock.pool).isEqualTo("pool");
        assertThat(clock.kind).isEqualTo(Object.class);
        assertThat(clock.startedAt).isGreaterThanOrEqualTo(clock.submittedAt);
        assertThat(clock.endedAt).isGreaterThanOrEqualTo(clock.startedAt);
        // Another start of the same object belongs to no submission.
        Hooks.taskTaken(Hooks.taskEnded(), task);
        ends();
        assertThat(told()).isEmpty();
    }

    @Test
    void onlySoManyArePickedUntilTheNextSample() {
        Hooks.grant(64);
        for (int i = 0; i < 20; i++) {
            Object task = submits();
            Hooks.taskTaken(Hooks.taskEnded(), task);
        }
        ends();
        assertThat(told()).hasSize(4); // each started before the next was picked
    }

    @Test
    void aFullRingDropsAndCounts() {
        for (int i = 0; i < StampRing.SIZE + 5; i++) {
            begins();
            for (int w = 0; w < 3; w++) {
                waits("future" + w, 30_000);
            }
            ends();
        }
        assertThat(TaskStory.lost()).isEqualTo(5);
    }
}
