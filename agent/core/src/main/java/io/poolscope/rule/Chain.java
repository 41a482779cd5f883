package io.poolscope.rule;

import io.poolscope.rule.graph.StuckSet;
import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.OutsideHolder;
import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.Snapshot;
import io.poolscope.snapshot.Wait;
import io.poolscope.snapshot.WaitGraph.Kind;
import io.poolscope.snapshot.WaitGraph.Node;
import io.poolscope.snapshot.WorkerSnapshot;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The stuck part of a wait-for graph as sentences, in the order in which one leads to the next. Of workers that stand
 * at the same line for the same kind of thing one is told and the others are counted.
 */
final class Chain {
    /** Sentences, at most: what a person still reads; the graph itself may have thousands of nodes. */
    static final int MAX_SENTENCES = 20;

    private final List<Node> nodes;
    private final StuckSet stuck;
    private final Map<Long, WorkerSnapshot> workers = new HashMap<>();
    private final Map<Long, Wait> outside = new HashMap<>();
    private final Map<String, PoolSnapshot> pools = new HashMap<>();
    private final List<String> sentences = new ArrayList<>();
    private final BitSet told = new BitSet();

    private Chain(Snapshot snapshot, StuckSet stuck) {
        this.nodes = snapshot.graph().nodes();
        this.stuck = stuck;
        for (PoolSnapshot pool : snapshot.pools()) {
            pools.put(pool.id(), pool);
            pool.workers().forEach(worker -> workers.put(worker.threadId(), worker));
        }
        snapshot.facts().of(OutsideHolder.class).forEach(holder -> outside.put(holder.threadId(), holder.open()));
    }

    /** The chain that begins at the workers of a stuck pool. */
    static List<String> of(Snapshot snapshot, StuckSet stuck, String poolId) {
        Chain chain = new Chain(snapshot, stuck);
        for (int i = 0; i < chain.nodes.size(); i++) {
            Node node = chain.nodes.get(i);
            if (node.kind() == Kind.POOL && poolId.equals(node.poolId()) && stuck.stuck(i)) {
                chain.tell(i, chain.shapes(i).keySet().stream().toList());
                break;
            }
        }
        return List.copyOf(chain.sentences);
    }

    /** The chain that begins at a stuck thread, and ends there. */
    static List<String> of(Snapshot snapshot, StuckSet stuck, int thread) {
        Chain chain = new Chain(snapshot, stuck);
        chain.tell(thread, List.of(thread));
        return List.copyOf(chain.sentences);
    }

    private void tell(int end, List<Integer> first) {
        ArrayDeque<Integer> open = new ArrayDeque<>();
        int untold = 0;
        push(open, first);
        while (true) {
            while (!open.isEmpty()) {
                int i = open.pop();
                if (told.get(i) || !stuck.stuck(i)) {
                    continue;
                }
                told.set(i);
                Node node = nodes.get(i);
                String sentence = sentence(i);
                if (sentence != null && sentences.size() >= MAX_SENTENCES - 1) {
                    untold += node.kind() == Kind.THREAD ? 1 : 0;
                } else if (sentence != null) {
                    sentences.add(sentence);
                }
                push(
                        open,
                        node.kind() == Kind.POOL ? shapes(i).keySet().stream().toList() : node.on());
            }
            // A cycle of locks never comes back to the pool: its sentence closes the story all the same.
            if (told.get(end)) {
                break;
            }
            open.push(end);
        }
        if (untold > 0) {
            sentences.add("and " + Words.count(untold, "more worker") + " alike");
        }
    }

    private void push(ArrayDeque<Integer> open, List<Integer> on) {
        for (int i = on.size() - 1; i >= 0; i--) {
            open.push(on.get(i));
        }
    }

    /** One stuck worker of each shape (same line, same kind of thing), with the number of those like it. */
    private Map<Integer, Integer> shapes(int pool) {
        Map<String, Integer> first = new HashMap<>();
        Map<Integer, Integer> alike = new LinkedHashMap<>();
        for (int worker : nodes.get(pool).on()) {
            Node node = nodes.get(worker);
            Node target = node.on().isEmpty() ? null : nodes.get(end(node.on().get(0)));
            String shape = node.site() + " " + (target == null ? "" : target.kind() + " " + target.poolId())
                    + (target != null && target.kind() == Kind.LOCK ? target.label() : "");
            Integer known = first.putIfAbsent(shape, worker);
            alike.merge(known == null ? worker : known, 1, Integer::sum);
        }
        return alike;
    }

    private @Nullable String sentence(int i) {
        Node node = nodes.get(i);
        return switch (node.kind()) {
            case THREAD -> thread(node);
            case TASK ->
                TaskWords.brief(node.label(), node.submittedAt()) + " is "
                        + (node.place() > 0 ? "at place " + node.place() + " of" : "in") + " the queue of "
                        + poolName(node);
            case POOL -> pool(i);
            case FUTURE, LOCK -> null;
        };
    }

    private String thread(Node node) {
        WorkerSnapshot worker = workers.get(node.threadId());
        Wait wait = worker == null ? outside.get(node.threadId()) : worker.blockedBy();
        CodeLocation site = node.site() != null || wait == null ? node.site() : wait.site();
        StringBuilder text = new StringBuilder(node.label());
        if (worker != null && worker.task() != null) {
            text.append(" runs ")
                    .append(TaskWords.brief(worker.task(), worker.submittedAt()))
                    .append(" and");
        }
        text.append(" waits");
        if (wait != null && wait.call() != null) {
            text.append(" in ").append(Words.call(wait.call()));
        }
        if (site != null) {
            text.append(" at ").append(Words.place(site));
        }
        return node.on().isEmpty()
                ? text.toString()
                : text + " for " + target(node.on().get(0));
    }

    private String pool(int i) {
        Node node = nodes.get(i);
        PoolSnapshot pool = pools.get(node.poolId());
        boolean queued = pool == null || pool.queue().depth() > 0;
        String text = Words.all(node.on().size(), "worker") + " of " + node.label()
                + (node.on().size() == 1 ? " waits" : " wait") + (queued ? ": none can serve its queue" : "");
        long more = node.on().size() - shapes(i).size();
        return more > 0 ? text + " (" + more + " of them like one named here)" : text;
    }

    private String target(int i) {
        int end = end(i);
        Node node = nodes.get(end);
        return switch (node.kind()) {
            case TASK -> TaskWords.brief(node.label(), node.submittedAt());
            case LOCK -> "the lock " + node.label() + holder(node);
            case POOL -> "a task of " + node.label();
            case FUTURE -> "a result";
            case THREAD -> {
                WorkerSnapshot worker = workers.get(node.threadId());
                String task = worker == null ? null : worker.task();
                yield end == i
                        ? "the thread " + node.label()
                        : worker == null || task == null
                                ? "a result that " + node.label() + " must provide"
                                : TaskWords.brief(task, worker.submittedAt()) + ", which " + node.label() + " runs";
            }
        };
    }

    private String holder(Node lock) {
        return lock.on().isEmpty()
                ? ""
                : ", which " + nodes.get(lock.on().get(0)).label() + " holds";
    }

    /** Follows futures to what completes them: a future has no name of its own. */
    private int end(int i) {
        BitSet seen = new BitSet();
        while (nodes.get(i).kind() == Kind.FUTURE && !nodes.get(i).on().isEmpty() && !seen.get(i)) {
            seen.set(i);
            i = nodes.get(i).on().get(0);
        }
        return i;
    }

    private String poolName(Node task) {
        PoolSnapshot pool = pools.get(task.poolId());
        return pool == null ? "its pool" : pool.name();
    }
}
