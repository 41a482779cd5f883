package io.poolscope.demo.scenario;

import io.poolscope.demo.Threads;
import io.poolscope.demo.Work;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.stream.IntStream;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * Every two seconds two hundred short tasks for a pool of four: a long queue, and a tenth of a second later none.
 *
 * @shows a queue of 200 that drains in a tenth of a second: a long queue alone is no disease
 * @expect silent
 */
@Scenario(name = "burst", path = "/burst", rate = 0.5, seconds = 12)
class Burst {

    private static final int TASKS = 200;

    private final ExecutorService pool = Threads.fixed("thumbnails", 4);

    @GetMapping("/burst")
    CompletableFuture<Void> burst() {
        return CompletableFuture.allOf(IntStream.range(0, TASKS)
                .mapToObj(task -> CompletableFuture.supplyAsync(() -> Work.compute(0.25), pool))
                .toArray(CompletableFuture[]::new));
    }
}
