package io.poolscope.tests.program;

import java.util.concurrent.Executor;
import kotlin.Unit;
import kotlinx.coroutines.BuildersKt;
import kotlinx.coroutines.Dispatchers;
import kotlinx.coroutines.ExecutorsKt;

/**
 * {@code Dispatchers.Default} with four threads. Its tasks return at once while others sleep on {@code Dispatchers.IO}
 * ({@code healthy}), or each calls {@code runBlocking} for a coroutine that needs the same dispatcher ({@code sick}).
 */
public final class Coroutines {

    private Coroutines() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        Executor cpu = ExecutorsKt.asExecutor(Dispatchers.getDefault());
        if (args[0].equals("sick")) {
            for (int i = 0; i < 8; i++) {
                cpu.execute(Coroutines::nested);
            }
        } else {
            Executor io = ExecutorsKt.asExecutor(Dispatchers.getIO());
            Threads.start("feeder", () -> {
                while (true) {
                    cpu.execute(() -> {});
                    Thread.sleep(5);
                }
            });
            for (int i = 0; i < 10; i++) {
                io.execute(() -> Slow.sleep(1_500));
            }
        }
        Lifeline.moment("there");
        Lifeline.stay();
    }

    private static void nested() {
        try {
            Slow.sleep(200);
            BuildersKt.runBlocking(Dispatchers.getDefault(), (scope, rest) -> Unit.INSTANCE); // mark: runBlocking
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
