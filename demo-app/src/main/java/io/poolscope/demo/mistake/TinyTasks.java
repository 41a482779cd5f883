package io.poolscope.demo.mistake;

import io.poolscope.demo.Threads;
import io.poolscope.demo.scenario.Scenario;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.stream.IntStream;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * A basket of 500 items is priced from a table in memory, each item by a task of its own: the hop costs more than the work. The
 * twin does it in a loop.
 *
 * @shows async without await: 500 hops to another thread for what is in memory
 * @expect mode=load-test rule=tiny-tasks severity=info pool=baskets site=TinyTasks.item
 */
@Scenario(name = "tiny-tasks", path = "/tiny-tasks/bad", fixed = "/tiny-tasks/fixed", rate = 10, seconds = 14)
class TinyTasks implements Mistake {

    private static final int ITEMS = 500;

    private final ExecutorService pool = Threads.fixed("baskets", 4);
    private final int[] cents = IntStream.range(0, ITEMS).map(i -> 100 + 7 * i).toArray();

    @Override
    @GetMapping("/tiny-tasks/bad")
    public CompletableFuture<String> bad() {
        return IntStream.range(0, ITEMS)
                .mapToObj(this::item)
                .reduce((sum, next) -> sum.thenCombine(next, Integer::sum))
                .orElseThrow()
                .thenApply(String::valueOf);
    }

    private CompletableFuture<Integer> item(int number) {
        return CompletableFuture.supplyAsync(() -> cents[number], pool); // poolscope: here
    }

    @Override
    @GetMapping("/tiny-tasks/fixed")
    public CompletableFuture<String> fixed() {
        return CompletableFuture.completedFuture(
                String.valueOf(IntStream.of(cents).sum()));
    }
}
