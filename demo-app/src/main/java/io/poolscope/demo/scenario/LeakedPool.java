package io.poolscope.demo.scenario;

import io.poolscope.demo.Threads;
import io.poolscope.demo.Work;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * Three invoices a second, each printed by an executor of its own, and nobody shuts it down: six more idle threads a
 * second, until the machine can make no more. The twin shuts each down when it has handed over its task, which is still
 * done.
 *
 * @shows an executor made for each request and never shut down: idle threads pile up, three executors a second
 * @expect rule=pool-leak pool=invoice-print site=LeakedPool.print
 */
@Scenario(name = "leaked-pool", path = "/leaked-pool/leaking", fixed = "/leaked-pool/closed", rate = 3, seconds = 12)
class LeakedPool {

    private static final ThreadFactory NAMED = Threads.daemons("invoice-print-");

    @GetMapping("/leaked-pool/leaking")
    CompletableFuture<Long> leaking() {
        return print(false);
    }

    @GetMapping("/leaked-pool/closed")
    CompletableFuture<Long> closed() {
        return print(true);
    }

    private CompletableFuture<Long> print(boolean closes) {
        ExecutorService printer = Executors.newFixedThreadPool(2, NAMED); // poolscope: here
        CompletableFuture<Long> page = CompletableFuture.supplyAsync(() -> Work.compute(1), printer);
        if (closes) {
            printer.shutdown();
        }
        return page;
    }
}
