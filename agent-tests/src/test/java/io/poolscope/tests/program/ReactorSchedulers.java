package io.poolscope.tests.program;

import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Tasks that return at once ({@code healthy}), or that wait: on {@code parallel}, on bounded {@code elastic}, or on a
 * scheduler of a {@code single} thread.
 */
public final class ReactorSchedulers {

    private ReactorSchedulers() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        Scheduler parallel = Schedulers.newParallel("compute", 3, true);
        Scheduler elastic = Schedulers.newBoundedElastic(4, 100_000, "elastic", 60, true);
        Scheduler single = Schedulers.newSingle("lone", true);
        for (int i = 0; i < 3; i++) {
            parallel.schedulePeriodically(
                    () -> {
                        if (args[0].equals("parallel")) {
                            Slow.answer().join(); // mark: parallel
                        }
                    },
                    0,
                    10,
                    TimeUnit.MILLISECONDS);
        }
        for (int i = 0; i < 4; i++) {
            again(elastic, () -> {
                if (args[0].equals("elastic")) {
                    Mono.fromFuture(Slow.answer()).block(); // mark: elastic
                }
            });
        }
        single.schedulePeriodically(
                () -> {
                    if (args[0].equals("single")) {
                        Slow.sleep(300);
                    }
                },
                0,
                400,
                TimeUnit.MILLISECONDS);
        Lifeline.moment("there");
        Lifeline.stay();
    }

    /** Fifty milliseconds after its end once more: a task that is due at fixed times and lasts longer is late, and told so. */
    private static void again(Scheduler scheduler, Runnable task) {
        scheduler.schedule(
                () -> {
                    task.run();
                    again(scheduler, task);
                },
                50,
                TimeUnit.MILLISECONDS);
    }
}
