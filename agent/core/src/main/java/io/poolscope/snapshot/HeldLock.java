package io.poolscope.snapshot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A lock that a waiting worker holds.
 *
 * @param lock identity for display: class and hash, as {@code com.acme.Cache@1b2c}
 * @param lockClass binary class name of the lock
 * @param enteredAt the frame that entered it, null where unknown (a {@code ReentrantLock})
 * @param byApplication whether that frame belongs to the application
 * @param givenUp whether the wait itself releases it ({@code Object.wait} and {@code Condition.await} on that lock)
 * @param waiters names of threads blocked behind it, at most 16
 * @param waitingWorkers how many pool workers are blocked behind it
 */
public record HeldLock(
        String lock,
        String lockClass,
        @Nullable CodeLocation enteredAt,
        boolean byApplication,
        boolean givenUp,
        List<String> waiters,
        int waitingWorkers) {}
