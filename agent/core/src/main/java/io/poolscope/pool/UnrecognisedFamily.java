package io.poolscope.pool;

import io.poolscope.jdk.ThreadFacts;
import io.poolscope.snapshot.PoolKind;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Threads that no other family knows, where at least three have the same name but for its digits, and run the same
 * class, which is not the JDK's: somebody's pool. Shown with their states and judged by no rule: what such a thread waits
 * for, a task or an answer, nobody knows, so one that waits is told as idle.
 */
final class UnrecognisedFamily extends UncountedFamily {
    /** Fewer threads of a kind are no pool. */
    private static final int ENOUGH = 3;
    /** Kinds of threads remembered; a program that names threads after data makes more, and the oldest go. */
    private static final int MAX_KINDS = 1_000;

    private static final Limits UNKNOWN = new Limits(null, null, null);

    /** Threads of one kind: all that there is of an executor. */
    private static final class Group {
        final String entry;
        final List<WeakReference<Thread>> first = new ArrayList<>(ENOUGH);

        Group(String entry) {
            this.entry = entry;
        }
    }

    /** Held weakly once it is a pool: its workers hold it then. */
    private final Map<String, WeakReference<Group>> pools = new HashMap<>();

    private final Map<String, Group> few = new HashMap<>();

    @Override
    public @Nullable Object seatOf(Thread thread) {
        Object target = ThreadFacts.target(thread);
        String entry = entry(target == null ? thread.getClass() : target.getClass());
        if (entry == null) {
            return null;
        }
        String kind = entry + '\n' + withoutDigits(thread.getName());
        WeakReference<Group> known = pools.get(kind);
        Group pool = known == null ? null : known.get();
        if (pool != null) {
            return new Seat(thread, pool);
        }
        if (few.size() >= MAX_KINDS || pools.size() >= MAX_KINDS) {
            few.clear();
            pools.values().removeIf(each -> each.get() == null);
        }
        Group group = few.computeIfAbsent(kind, any -> new Group(entry));
        group.first.removeIf(each -> !alive(each.get()));
        group.first.add(new WeakReference<>(thread));
        if (group.first.size() < ENOUGH || pools.size() >= MAX_KINDS) {
            return null;
        }
        few.remove(kind);
        pools.put(kind, new WeakReference<>(group));
        return new Seat(thread, group);
    }

    private static boolean alive(@Nullable Thread thread) {
        return thread != null && ThreadFacts.state(thread) != Thread.State.TERMINATED;
    }

    /** The class whose code a thread enters, without the number of a lambda; null for one of the JDK's. */
    private static @Nullable String entry(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        if (loader == null || loader == ClassLoader.getPlatformClassLoader()) {
            return null;
        }
        String name = type.getName();
        int lambda = name.indexOf("$$Lambda");
        return lambda < 0 ? name : name.substring(0, lambda);
    }

    private static String withoutDigits(String name) {
        StringBuilder rest = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            if (!Character.isDigit(name.charAt(i))) {
                rest.append(name.charAt(i));
            }
        }
        return rest.toString();
    }

    /** The two that were met before it was known that they are a pool's. */
    @Override
    public List<Thread> companions(Object seat) {
        List<Thread> threads = new ArrayList<>();
        if (seat instanceof Seat its && its.executor() instanceof Group group) {
            for (WeakReference<Thread> each : group.first) {
                Thread thread = each.get();
                if (thread != null && thread != its.thread() && alive(thread)) {
                    threads.add(thread);
                }
            }
            group.first.clear();
        }
        return threads;
    }

    @Override
    public PoolKind kind(Object executor) {
        return PoolKind.UNRECOGNISED;
    }

    /** The class that its threads run. */
    @Override
    public String type(Object executor) {
        return executor instanceof Group group ? group.entry : super.type(executor);
    }

    @Override
    public boolean judged() {
        return false;
    }

    @Override
    public boolean inTask(Object seat) {
        Thread.State state = seat instanceof Seat its ? ThreadFacts.state(its.thread()) : Thread.State.WAITING;
        return state == Thread.State.RUNNABLE || state == Thread.State.BLOCKED;
    }

    @Override
    public Limits limits(Object executor) {
        return UNKNOWN;
    }

    @Override
    public boolean canGrow(Object executor) {
        return true;
    }

    /** Asked only when its threads are gone. */
    @Override
    public boolean terminated(Object executor) {
        return true;
    }
}
