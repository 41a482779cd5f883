package io.poolscope.demo.scenario;

import io.poolscope.demo.PriceClient;
import io.poolscope.demo.Threads;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.server.ResponseStatusException;

/**
 * 120 exports a second for four workers that take 50 ms each and a queue of ten: 80 are done, 40 are refused, and none
 * waits for more than an eighth of a second.
 *
 * @shows a pool and a queue that are too small together: a third of the tasks is rejected
 * @expect rule=rejected-tasks pool=exports site=Overflow.export
 */
@Scenario(
        name = "rejected-tasks",
        path = "/rejected-tasks/small",
        fixed = "/rejected-tasks/enough",
        rate = 120,
        seconds = 12)
class Overflow {

    private final PriceClient prices;
    private final Executor small = Threads.bounded("exports", 4, 10);
    private final Executor enough = Threads.bounded("exports-enough", 16, 200);

    Overflow(PriceClient prices) {
        this.prices = prices;
    }

    @GetMapping("/rejected-tasks/small")
    DeferredResult<String> small() {
        return export(small);
    }

    @GetMapping("/rejected-tasks/enough")
    DeferredResult<String> enough() {
        return export(enough);
    }

    private DeferredResult<String> export(Executor pool) {
        DeferredResult<String> reply = new DeferredResult<>();
        try {
            pool.execute(() -> reply.setResult(prices.readPrice(50))); // poolscope: here
        } catch (RejectedExecutionException full) {
            throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE, "try again later", full);
        }
        return reply;
    }
}
