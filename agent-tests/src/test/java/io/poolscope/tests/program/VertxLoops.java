package io.poolscope.tests.program;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;

/** Timers whose handlers return at once ({@code healthy}), wait on the loop ({@code loop}), or on a worker ({@code worker}). */
public final class VertxLoops {

    private VertxLoops() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2).setWorkerPoolSize(4));
        for (int i = 0; i < 4; i++) {
            vertx.setPeriodic(20, timer -> {
                switch (args[0]) {
                    case "loop" -> Slow.answer().join(); // mark: loop
                    case "worker" ->
                        vertx.executeBlocking(
                                () -> Slow.answer().join(), // mark: worker
                                false);
                    default -> vertx.executeBlocking(() -> "done", false);
                }
            });
        }
        Lifeline.moment("there");
        Lifeline.stay();
    }
}
