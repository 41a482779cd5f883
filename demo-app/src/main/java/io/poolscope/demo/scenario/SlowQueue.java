package io.poolscope.demo.scenario;

import io.poolscope.demo.Threads;
import io.poolscope.demo.Work;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * 32 reports a second, 36 ms of computing each, one worker: it would take 1.15. Nobody is blocked, the queue grows all the
 * same, by four tasks a second.
 *
 * @shows one worker where more are needed: nobody is blocked, tasks wait for seconds all the same
 * @expect rule=slow-queue pool=reports
 */
@Scenario(name = "slow-queue", path = "/slow-queue/one", fixed = "/slow-queue/two", rate = 32, seconds = 24)
class SlowQueue {

    private final ExecutorService one = Threads.fixed("reports", 1);
    private final ExecutorService two = Threads.fixed("reports-of-two", 2);

    @GetMapping("/slow-queue/one")
    CompletableFuture<Long> one() {
        return CompletableFuture.supplyAsync(() -> Work.compute(36), one);
    }

    @GetMapping("/slow-queue/two")
    CompletableFuture<Long> two() {
        return CompletableFuture.supplyAsync(() -> Work.compute(36), two);
    }
}
