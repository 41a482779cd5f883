package io.poolscope.tests.program;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import scala.concurrent.ExecutionContext;
import scala.concurrent.Future;

/**
 * Scala's global execution context: tasks go on with an answer when it is there ({@code healthy}), or wait in a way that the
 * context cannot see and make up for ({@code sick}).
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
            ExecutionContext asked =
                    ExecutionContext.fromExecutorService(Executors.newFixedThreadPool(8, Threads.named("prices")));
            Load.of(4, global::execute, () -> price(asked).map(price -> 2 * price, global));
        }
        Lifeline.moment("there");
        Lifeline.stay();
    }

    private static Future<Integer> price(ExecutionContext asked) {
        return Future.apply(
                () -> {
                    Slow.sleep(20);
                    return 12;
                },
                asked);
    }
}
