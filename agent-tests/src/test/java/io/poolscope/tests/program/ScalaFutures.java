package io.poolscope.tests.program;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import scala.concurrent.Await;
import scala.concurrent.ExecutionContext;
import scala.concurrent.Future;
import scala.concurrent.duration.Duration;

/**
 * Scala's global execution context: tasks wait as Scala means it, which adds a thread for each ({@code healthy}), or in a way
 * that it cannot see ({@code sick}).
 */
public final class ScalaFutures {

    private ScalaFutures() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        ExecutionContext global = ExecutionContext.global();
        if (args[0].equals("sick")) {
            CountDownLatch never = new CountDownLatch(1);
            Threads.Body held = () -> never.await(); // mark: scala
            for (int i = 0; i < 12; i++) {
                global.execute(held::runUnchecked);
            }
        } else {
            ExecutorService prices = Executors.newFixedThreadPool(8, Threads.named("prices"));
            ExecutionContext asked = ExecutionContext.fromExecutorService(prices);
            Load.of(4, global::execute, () -> {
                Threads.Body price = () -> Await.result(
                        Future.apply(
                                () -> {
                                    Slow.sleep(20);
                                    return 12;
                                },
                                asked),
                        Duration.Inf());
                price.runUnchecked();
            });
        }
        Lifeline.moment("there");
        Lifeline.stay();
    }
}
