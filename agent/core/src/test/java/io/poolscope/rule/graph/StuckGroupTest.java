package io.poolscope.rule.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.rule.GraphOf;
import io.poolscope.rule.Snapshots;
import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.WaitGraph;
import java.util.List;
import org.junit.jupiter.api.Test;

class StuckGroupTest {
    private static final CodeLocation SITE = Snapshots.at("PriceService", "price", 88);

    @Test
    void poolsThatHoldEachOtherAreOneGroupAndThoseBehindAreNamed() {
        List<StuckGroup> groups = groups(new GraphOf()
                .pool("web", "web-1")
                .pool("a", "a-1")
                .pool("b", "b-1")
                .worker("web-1", SITE, "ta")
                .worker("a-1", SITE, "tb")
                .worker("b-1", SITE, "ta")
                .task("tb", "b", 1)
                .task("ta", "a", 1));
        assertThat(groups).containsExactly(new StuckGroup(List.of("a", "b"), List.of("web"), true));
    }

    @Test
    void twoDeadlocksAreTwoGroups() {
        List<StuckGroup> groups = groups(new GraphOf()
                .pool("a", "a-1")
                .pool("b", "b-1")
                .worker("a-1", SITE, "ta")
                .worker("b-1", SITE, "tb")
                .task("ta", "a", 1)
                .task("tb", "b", 1));
        assertThat(groups).extracting(StuckGroup::pools).containsExactly(List.of("a"), List.of("b"));
    }

    @Test
    void lockCycleOfAllWorkersIsEntangledWithoutItsQueue() {
        List<StuckGroup> groups = groups(new GraphOf()
                .pool("a", "a-1", "a-2")
                .worker("a-1", SITE, "l2")
                .worker("a-2", SITE, "l1")
                .lock("l1", "a-1")
                .lock("l2", "a-2"));
        assertThat(groups).containsExactly(new StuckGroup(List.of("a"), List.of(), true));
    }

    @Test
    void lockCycleBesideAFreeWorkerIsNoGroup() {
        assertThat(groups(new GraphOf()
                        .pool("a", "a-1", "a-2", "a-3")
                        .worker("a-1", SITE, "l2")
                        .worker("a-2", SITE, "l1")
                        .freeWorker("a-3")
                        .lock("l1", "a-1")
                        .lock("l2", "a-2")))
                .isEmpty();
    }

    @Test
    void poolBehindStuckThreadsOfNoPoolIsNotEntangled() {
        assertThat(groups(new GraphOf()
                        .pool("a", "a-1")
                        .worker("a-1", SITE, "l1")
                        .lock("l1", "t1")
                        .lock("l2", "t2")
                        .thread("t1", "l2")
                        .thread("t2", "l1")))
                .containsExactly(new StuckGroup(List.of("a"), List.of(), false));
    }

    private static List<StuckGroup> groups(GraphOf of) {
        WaitGraph graph = of.make();
        return StuckGroup.of(graph, StuckSet.of(graph));
    }
}
