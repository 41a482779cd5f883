package io.poolscope.snapshot;

import java.time.Instant;
import java.util.List;

/**
 * One look at the JVM: the state at one moment, and sums over the window that ends there. Rules and reporters see
 * nothing else. Immutable, also in its lists.
 *
 * @param jvm the JVM
 * @param from begin of the window
 * @param at the moment of the look, end of the window
 * @param look number of the look, from 1
 * @param pausedMs how much of the time since the look before the JVM stood still (a GC, a VM stop, a suspended
 *     machine), milliseconds
 * @param longestPauseMs longest such stop in the window, milliseconds
 * @param coverage what could be seen
 * @param self what poolscope cost
 * @param pools live pools, by id
 * @param sites places where workers wait, by blocked time in the window, most first
 * @param graph the wait-for graph; empty unless a pool has no idle worker
 * @param facts what was seen beside the state of the pools
 */
public record Snapshot(
        JvmInfo jvm,
        Instant from,
        Instant at,
        long look,
        double pausedMs,
        double longestPauseMs,
        Coverage coverage,
        SelfCost self,
        List<PoolSnapshot> pools,
        List<WaitSite> sites,
        WaitGraph graph,
        Facts facts) {

    /** The same look with other coverage. */
    public Snapshot with(Coverage other) {
        return new Snapshot(jvm, from, at, look, pausedMs, longestPauseMs, other, self, pools, sites, graph, facts);
    }
}
