package io.poolscope.watch;

import io.poolscope.bootstrap.Failure;
import io.poolscope.bootstrap.Failures;
import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.Loss;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Follows the failures that the probes have noted until somebody reads them, or nobody can any more. While there is none
 * it costs a comparison a sample.
 */
final class LossSource implements FactSource {
    /** Failures followed: as many as the probes have room for. */
    private static final int MAX = 4096;
    /** Failures met in one sample. */
    private static final int AT_ONCE = 1024;
    /** Stacks that application threads may take between two samples, for futures that are given an exception. */
    private static final int TRACES_A_SAMPLE = 2;
    /** Most reads come at once: before that no stack is read. Nanoseconds. */
    private static final long SOON = 100_000_000L;
    /** Failures located in one sample: 50 to 100 us each. */
    private static final int LOCATED_A_SAMPLE = 1;
    /** Failures located in one look beyond that. */
    private static final int LOCATED_A_LOOK = 16;
    /** How long one is followed: whoever wants to be told of older ones has been. Nanoseconds. */
    private static final long FOLLOWED = 600_000_000_000L;
    /** Length of the window, seconds: a collected failure is told for so long. */
    private static final int WINDOW = 60;

    private final Failure[] found = new Failure[AT_ONCE];
    private final Map<Failure, Unread> known = new IdentityHashMap<>();
    private final List<Unread> gone = new ArrayList<>();
    private boolean ending;
    private long racesLost;
    private long racesLostAt = Long.MIN_VALUE;
    private long lost;

    @Override
    public void ending() {
        ending = true;
    }

    @Override
    public void sampled(Seen seen) {
        Failures.grant(TRACES_A_SAMPLE);
        if (!Failures.any() && known.isEmpty()) {
            return;
        }
        read(seen);
        follow(seen, LOCATED_A_SAMPLE);
    }

    private void read(Seen seen) {
        int count = Failures.take(found);
        for (int i = 0; i < count; i++) {
            Failure failure = found[i];
            found[i] = null;
            if (failure.wasRead() || known.size() >= MAX) {
                lost += failure.wasRead() ? 0 : 1;
                drop(failure);
            } else {
                Unread unread = new Unread(failure, seen.now());
                unread.read(seen.submissions());
                known.put(failure, unread);
            }
        }
    }

    private void follow(Seen seen, int most) {
        int located = 0;
        for (Iterator<Unread> each = known.values().iterator(); each.hasNext(); ) {
            Unread unread = each.next();
            Failure failure = unread.failure;
            boolean collected = failure.refersTo(null);
            if (failure.wasRead() || seen.now() - unread.met > FOLLOWED || collected && !failure.unread()) {
                each.remove();
                drop(failure);
            } else if (failure.unread() && !unread.settled && (collected || seen.now() - unread.met >= SOON)) {
                if (located++ < most) {
                    unread.settled = true;
                    if (!unread.locate(seen)) {
                        each.remove();
                        drop(failure);
                    }
                }
            } else if (collected && unread.settled) {
                each.remove();
                drop(failure);
                unread.collected = seen.second();
                if (gone.size() < MAX) {
                    gone.add(unread);
                } else {
                    lost++;
                }
            }
        }
    }

    private static void drop(Failure failure) {
        failure.release();
        Failures.remove(failure);
    }

    @Override
    public List<Loss> look(Seen seen) {
        if (known.isEmpty() && gone.isEmpty()) {
            return List.of();
        }
        follow(seen, ending ? MAX : LOCATED_A_LOOK);
        gone.removeIf(unread -> seen.second() - unread.collected >= WINDOW);
        if (Failures.racesLost() > racesLost) {
            racesLost = Failures.racesLost();
            racesLostAt = seen.second();
        }
        boolean blind = racesLostAt != Long.MIN_VALUE && seen.second() - racesLostAt < WINDOW;
        Map<Group.Key, Group> groups = new LinkedHashMap<>();
        gone.forEach(unread -> add(groups, unread, seen, blind));
        known.values().stream()
                .filter(unread -> unread.settled && unread.failure.unread())
                .forEach(unread -> add(groups, unread, seen, blind));
        return groups.values().stream().map(group -> group.loss(ending)).toList();
    }

    /** While losers of races could not be remembered, they cannot be told from other stages: only tasks are. */
    private static void add(Map<Group.Key, Group> groups, Unread unread, Seen seen, boolean blind) {
        if (blind && unread.failure.how != Failure.TASK) {
            return;
        }
        String row = unread.pool == null ? null : seen.rowId(unread.pool);
        groups.computeIfAbsent(new Group.Key(row, unread.site), Group::new).add(unread, seen.now());
    }

    @Override
    public Map<String, Long> lost() {
        return lost == 0 ? Map.of() : Map.of("failures", lost);
    }

    /** The failures of one place. */
    private static final class Group {
        record Key(@Nullable String row, @Nullable CodeLocation site) {}

        /** Ages shown. */
        private static final int AGES = 256;

        private final Key key;
        private final Map<String, Integer> exceptions = new TreeMap<>();
        private final List<Double> unreadMs = new ArrayList<>();
        private int collected;
        private int stopped;
        private @Nullable Unread newest;

        Group(Key key) {
            this.key = key;
        }

        void add(Unread unread, long now) {
            double age = (now - unread.met) / 1e6;
            if (unread.periodic) {
                stopped += age < WINDOW * 1000 ? 1 : 0;
            } else if (unread.collected >= 0) {
                collected++;
            } else {
                unreadMs.add(age);
            }
            exceptions.merge(unread.failure.type, 1, Integer::sum);
            newest = newest == null || newest.met <= unread.met ? unread : newest;
        }

        Loss loss(boolean ending) {
            Unread last = Objects.requireNonNull(newest);
            List<String> types = exceptions.entrySet().stream()
                    .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                    .map(Map.Entry::getKey)
                    .toList();
            List<Double> ages = unreadMs.stream()
                    .sorted(Comparator.reverseOrder())
                    .limit(AGES)
                    .toList();
            return new Loss(
                    key.row(),
                    key.site(),
                    last.submitted,
                    last.failure.how != Failure.TASK,
                    last.task(),
                    types,
                    last.thrownAt,
                    collected,
                    stopped,
                    ages,
                    ending);
        }
    }
}
