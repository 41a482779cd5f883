package io.poolscope.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.poolscope.snapshot.ContendedLock;
import io.poolscope.tests.waits.Locked;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who waits for a lock, and what its owner does, on the real pools of this JVM. */
class ContendedLocksTest extends OnRealPools {
    private final Locked locked = new Locked();
    private final List<ContendedLock> told = new ArrayList<>();

    @AfterEach
    void end() {
        locked.end();
    }

    private ContendedLock contended(Runnable holder, Runnable wanting) throws InterruptedException {
        ExecutorService owners = keep(Executors.newFixedThreadPool(1, named("owners")));
        ExecutorService others = keep(Executors.newFixedThreadPool(4, named("others")));
        owners.execute(holder);
        locked.held.await();
        for (int i = 0; i < 4; i++) {
            others.execute(wanting);
        }
        return awaitLock(lock -> lock.waiters() > 3.5
                && lock.owner() != null
                && lock.owner().at() != null
                && lock.behind().get(0).site() != null);
    }

    private ContendedLock awaitLock(Predicate<ContendedLock> until) {
        ContendedLock[] found = {null};
        await().atMost(LONG).until(() -> {
            for (int i = 0; i < 30; i++) {
                sampler.sample();
            }
            List<ContendedLock> all = look().facts().of(ContendedLock.class);
            told.addAll(all);
            found[0] = all.stream().filter(until).findFirst().orElse(null);
            return found[0] != null;
        });
        return found[0];
    }

    private static ContendedLock.Owner owner(ContendedLock lock) {
        ContendedLock.@Nullable Owner owner = lock.owner();
        if (owner == null || owner.at() == null) {
            throw new AssertionError("no owner: " + lock);
        }
        return owner;
    }

    @Test
    void aMonitorWhoseOwnerRuns() throws Exception {
        ContendedLock lock = contended(locked::computeInMonitor, locked::wantMonitor);
        assertThat(lock.lockClass()).isEqualTo("java.lang.Object");
        assertThat(lock.waiters()).isEqualTo(4);
        assertThat(lock.behind()).singleElement().satisfies(behind -> {
            assertThat(behind.waiters()).isEqualTo(4);
            assertThat(behind.call()).isEqualTo("synchronized");
            assertThat(String.valueOf(behind.site())).contains(".wantMonitor(");
        });
        ContendedLock.Owner owner = owner(lock);
        assertThat(owner.thread()).isEqualTo("owners-1");
        assertThat(owner.poolId()).isNotNull().isNotEqualTo(lock.behind().get(0).poolId());
        assertThat(owner.waitMs()).isZero();
        assertThat(String.valueOf(owner.at())).contains(".compute(");
        assertThat(String.valueOf(owner.takenIn())).contains(".computeInMonitor(");
    }

    @Test
    void whoWaitsForAClassStandsInNoLine() throws Exception {
        Locked likeAClass = new Locked(new int[0]);
        try {
            ExecutorService starters = keep(Executors.newFixedThreadPool(5, named("starters")));
            starters.execute(likeAClass::computeInMonitor);
            likeAClass.held.await();
            for (int i = 0; i < 4; i++) {
                starters.execute(likeAClass::wantMonitor);
            }
            contended(locked::computeInMonitor, locked::wantMonitor);
            assertThat(told).extracting(ContendedLock::lockClass).containsOnly("java.lang.Object");
        } finally {
            likeAClass.end();
        }
    }

    @Test
    void aLockWhoseOwnerRuns() throws Exception {
        ContendedLock lock = contended(locked::computeInLock, locked::wantLock);
        assertThat(lock.lock()).startsWith("java.util.concurrent.locks.ReentrantLock@");
        assertThat(lock.behind().get(0).call()).isEqualTo("java.util.concurrent.locks.ReentrantLock.lock");
        assertThat(owner(lock).thread()).isEqualTo("owners-1");
        assertThat(String.valueOf(owner(lock).at())).contains(".compute(");
        assertThat(owner(lock).takenIn()).isNull();
        assertThat(owner(lock).waitMs()).isZero();
    }

    @Test
    void aLockWhoseOwnerWaits() throws Exception {
        contended(locked::sleepInLock, locked::wantLock);
        ContendedLock later =
                awaitLock(lock -> lock.owner() != null && lock.owner().waitMs() >= 50);
        assertThat(owner(later).thread()).isEqualTo("owners-1");
        assertThat(String.valueOf(owner(later).at())).contains(".sleepInLock(");
    }
}
