package io.poolscope.demo.scenario;

import io.poolscope.demo.Work;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RecursiveTask;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * Divide and conquer, fifteen times a second: workers of a fork-join pool join tasks of their own pool, and help with them
 * while they do. It looks like {@link NestedSubmit} and is what such a pool is made for.
 *
 * @shows fork and join in a fork-join pool: workers that join their own pool's tasks and help with them
 * @expect silent
 */
@Scenario(name = "fork-join", path = "/fork-join", rate = 15, seconds = 12)
class ForkJoin {

    private final ForkJoinPool pool = new ForkJoinPool(4);

    @GetMapping("/fork-join")
    CompletableFuture<Long> sum() {
        return CompletableFuture.supplyAsync(() -> new Sum(16).invoke(), pool);
    }

    /** Sixteen parts of a millisecond each. */
    private static final class Sum extends RecursiveTask<Long> {

        private static final long serialVersionUID = 1;

        private final int parts;

        Sum(int parts) {
            this.parts = parts;
        }

        @Override
        protected Long compute() {
            if (parts == 1) {
                return Work.compute(1);
            }
            Sum left = new Sum(parts / 2);
            left.fork();
            long right = new Sum(parts - parts / 2).compute();
            return right + left.join();
        }
    }
}
