package io.poolscope.demo.scenario;

import io.poolscope.demo.Threads;
import io.poolscope.demo.Work;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * Four workers that compute, always some tasks queued, each for some tens of milliseconds: full, and as fast as the machine is.
 *
 * @shows a pool full of computing tasks: saturated, because of the CPU, and no finding
 * @expect silent pool=passwords verdict=saturated cause=cpu
 */
@Scenario(name = "cpu-bound", path = "/cpu-bound", inFlight = 32, seconds = 12)
class CpuBound {

    private final ExecutorService pool = Threads.fixed("passwords", 4);

    @GetMapping("/cpu-bound")
    CompletableFuture<Long> hash() {
        return CompletableFuture.supplyAsync(() -> Work.compute(10), pool);
    }
}
