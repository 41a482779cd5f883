package io.poolscope.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.bootstrap.Records;
import io.poolscope.bootstrap.WorkerRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OpenedJdk.class)
class TaskNamesTest {
    private static final class Job implements Runnable, Callable<String>, java.util.function.Supplier<String> {
        @Override
        public void run() {}

        @Override
        public String call() {
            return "";
        }

        @Override
        public String get() {
            return "";
        }
    }

    @Test
    void areThoseOfTheApplication() {
        Job job = new Job();
        List<Runnable> handedOver = new ArrayList<>();
        CompletableFuture.runAsync(job, handedOver::add);
        CompletableFuture.supplyAsync(job, handedOver::add);
        CompletableFuture.completedFuture("").thenRunAsync(job, handedOver::add);
        handedOver.add(new FutureTask<>(job, "result"));
        handedOver.add(new FutureTask<>((Callable<String>) job));
        handedOver.add(job);
        assertThat(handedOver)
                .hasSize(6)
                .allSatisfy(task -> assertThat(TaskNames.of(task)).isEqualTo(Job.class.getName()));
        assertThat(TaskNames.of(ForkJoinTask.adapt((Runnable) job))).isEqualTo(Job.class.getName());
        assertThat(TaskNames.of(ForkJoinTask.adapt((Callable<String>) job))).isEqualTo(Job.class.getName());
    }

    @Test
    void ofAScheduledTask() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
        timer.scheduleAtFixedRate(new Job(), 1, 1, TimeUnit.HOURS);
        assertThat(TaskNames.of(timer.getQueue().peek())).isEqualTo(Job.class.getName());
        timer.shutdownNow();
    }

    @Test
    void ofALambdaTheClassThatItStandsIn() {
        Runnable lambda = () -> {};
        assertThat(TaskNames.shown(TaskNames.of(lambda))).isEqualTo(TaskNamesTest.class.getName() + "$$Lambda");
    }

    @Test
    void tellTwoLambdasOfOneClassApart() {
        Runnable one = () -> {};
        Runnable other = () -> {};
        assertThat(TaskNames.of(one)).isNotEqualTo(TaskNames.of(other));
    }

    @Test
    void areNeverThoseOfTheJdk() {
        assertThat(TaskNames.of(new FutureTask<>(Executors.callable(new Thread()))))
                .isNull();
        List<Runnable> handedOver = new ArrayList<>();
        CompletableFuture<String> ran = CompletableFuture.supplyAsync(() -> "", handedOver::add);
        handedOver.get(0).run();
        assertThat(ran).isCompleted();
        assertThat(TaskNames.of(handedOver.get(0)))
                .as("it has let go of its function")
                .isNull();
    }

    /** What {@code AsyncSupply.run} and {@code AsyncRun.run} leave of themselves while they run. */
    @Test
    void ofARunningAsyncTaskTheClassThatTheProbeKept() throws Exception {
        List<Runnable> handedOver = new ArrayList<>();
        CompletableFuture.supplyAsync(new Job(), handedOver::add);
        Runnable async = handedOver.get(0);
        WorkerRecord record = Records.register(new Thread(() -> {}));
        record.task = async;
        assertThat(TaskNames.running(record)).isEqualTo(Job.class.getName());
        async.run();
        assertThat(TaskNames.running(record)).isNull();
        record.function = Job.class;
        assertThat(TaskNames.running(record)).isEqualTo(Job.class.getName());
        record.task = new FutureTask<>(() -> "");
        assertThat(TaskNames.running(record)).startsWith(TaskNamesTest.class.getName() + "$$Lambda");
        Records.forget(record);
    }

    @Test
    void ofNothing() {
        assertThat(TaskNames.of((Object) null)).isNull();
        assertThat(TaskNames.shown(null)).isNull();
    }
}
