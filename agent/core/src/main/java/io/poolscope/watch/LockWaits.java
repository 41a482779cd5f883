package io.poolscope.watch;

import io.poolscope.jdk.Locks;
import io.poolscope.snapshot.BlockKind;
import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who waits for which lock, and who holds it, at one look. Monitors come from the JVM, the rest from fields. */
final class LockWaits {
    /**
     * A monitor as a waiting thread shows it.
     *
     * @param lock class and identity hash
     * @param lockClass binary class name
     * @param ownerId id of the thread that holds it, or -1
     * @param owner name of that thread, or null
     */
    record Monitor(
            String lock,
            String lockClass,
            int hash,
            long ownerId,
            @Nullable String owner) {}

    /** Threads asked for their monitor in one look: 0.5 us each, and no stop of the JVM because no stack is asked for. */
    private static final int MAX = 1_024;

    private final Map<OpenWait, Monitor> monitors = new IdentityHashMap<>();
    private final Map<String, List<Worker>> behindMonitor = new HashMap<>();
    private final Map<Thread, List<OpenWait>> behindOwner = new IdentityHashMap<>();

    LockWaits(Collection<OpenWait> open) {
        List<OpenWait> asked = new ArrayList<>();
        for (OpenWait wait : open) {
            if (wait.kind == BlockKind.MONITOR || wait.kind == BlockKind.THREAD_JOIN) {
                if (asked.size() < MAX) {
                    asked.add(wait);
                }
            } else if (wait.kind == BlockKind.LOCK && wait.blocker != null) {
                Thread owner = Locks.owner(wait.blocker);
                if (owner != null && owner != wait.worker.thread) {
                    behindOwner.computeIfAbsent(owner, o -> new ArrayList<>()).add(wait);
                }
            }
        }
        if (asked.isEmpty()) {
            return;
        }
        long[] ids = asked.stream().mapToLong(w -> w.worker.tid).toArray();
        ThreadInfo[] infos = ManagementFactory.getThreadMXBean().getThreadInfo(ids, 0);
        for (int i = 0; i < infos.length; i++) {
            OpenWait wait = asked.get(i);
            if (infos[i] == null || infos[i].getThreadState() != wait.javaState) {
                continue;
            }
            Monitor monitor = monitor(infos[i]);
            if (monitor != null) {
                monitors.put(wait, monitor);
                if (wait.kind == BlockKind.MONITOR) {
                    behindMonitor
                            .computeIfAbsent(monitor.lock, l -> new ArrayList<>())
                            .add(wait.worker);
                }
            }
        }
    }

    /** What a thread waits on or for; null where the JVM does not say. */
    static @Nullable Monitor monitor(ThreadInfo info) {
        LockInfo lock = info.getLockInfo();
        return lock == null
                ? null
                : new Monitor(
                        name(lock.getClassName(), lock.getIdentityHashCode()),
                        lock.getClassName(),
                        lock.getIdentityHashCode(),
                        info.getLockOwnerId(),
                        info.getLockOwnerName());
    }

    /** {@code com.acme.Cache@1b2c}. */
    static String name(String className, int hash) {
        return className + "@" + Integer.toHexString(hash);
    }

    /** The monitor of a blocked wait, or the thread object of a join. */
    @Nullable
    Monitor monitor(OpenWait wait) {
        return monitors.get(wait);
    }

    /** Workers blocked at this monitor. */
    List<Worker> behind(String monitor) {
        return behindMonitor.getOrDefault(monitor, List.of());
    }

    /** Waits for ownable locks that this thread holds. */
    List<OpenWait> behind(Thread owner) {
        return behindOwner.isEmpty() ? List.of() : behindOwner.getOrDefault(owner, List.of());
    }

    /** Ids of the threads that hold monitors at which workers are blocked. */
    Set<Long> monitorOwners() {
        Set<Long> owners = new LinkedHashSet<>();
        for (Map.Entry<OpenWait, Monitor> each : monitors.entrySet()) {
            if (each.getKey().kind == BlockKind.MONITOR && each.getValue().ownerId() > 0) {
                owners.add(each.getValue().ownerId());
            }
        }
        return owners;
    }

    /** Holders of ownable locks that workers wait for. */
    Collection<Thread> owners() {
        return behindOwner.keySet();
    }
}
