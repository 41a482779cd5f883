package io.poolscope.tests.waits;

import io.poolscope.bootstrap.Hooks;
import java.util.ArrayList;
import java.util.List;

/** A task that calls what the advice would call: it says how long its waits took. */
public abstract class StoryTeller implements Runnable {
    private static final Object POOL = new Object();

    @Override
    public final void run() {
        Hooks.taskTaken(Hooks.taskEnded(), this);
        tell();
        Hooks.taskEnded();
    }

    abstract void tell();

    /** Tells of a submission, without making it. */
    public static void handOver(Object pool, Runnable task) {
        Hooks.executed(pool, task);
    }

    static Object submit() {
        Object job = new Object();
        Hooks.executed(POOL, job);
        return job;
    }

    /** One call after the other, each for 60 ms. */
    public static final class Sequential extends StoryTeller {
        @Override
        void tell() {
            first();
            second();
            third();
        }

        private void first() {
            Hooks.waitEnded(since(submit(), 60));
        }

        private void second() {
            Hooks.waitEnded(since(submit(), 60));
        }

        private void third() {
            Hooks.waitEnded(since(submit(), 60));
        }
    }

    /** Forty elements, one call of 5 ms each. */
    public static final class Looping extends StoryTeller {
        @Override
        void tell() {
            for (int i = 0; i < 40; i++) {
                Hooks.waitEnded(since(submit(), 5));
            }
        }
    }

    /** Twenty calls at once. */
    public static final class Overlapping extends StoryTeller {
        @Override
        void tell() {
            List<Object> jobs = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                jobs.add(submit());
            }
            jobs.forEach(job -> Hooks.waitEnded(since(job, 20)));
        }
    }

    /** One job, awaited at once. */
    public static final class Offloading extends StoryTeller {
        @Override
        void tell() {
            Hooks.waitEnded(since(submit(), 25));
        }
    }

    static long since(Object future, long millis) {
        return Hooks.waitStarted(future) - millis * 1_000_000;
    }
}
