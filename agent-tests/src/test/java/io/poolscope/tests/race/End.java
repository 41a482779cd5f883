package io.poolscope.tests.race;

import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** How a wait ends, in one word. */
final class End {

    /** What fails on purpose fails with this one, so that another in its place would show. */
    static final IllegalStateException FAILURE = new IllegalStateException("on purpose");

    private End() {}

    static String of(Future<?> future) {
        return of((Callable<Object>) future::get);
    }

    static String of(Callable<?> wait) {
        try {
            return String.valueOf(wait.call());
        } catch (ExecutionException | CompletionException e) {
            return e.getCause() == FAILURE ? "failed" : word(e.getCause());
        } catch (Exception e) {
            return word(e);
        }
    }

    private static String word(@Nullable Throwable thrown) {
        return thrown == null
                ? "nothing"
                : thrown.getClass().getSimpleName().replace("Exception", "").toLowerCase(Locale.ROOT);
    }
}
