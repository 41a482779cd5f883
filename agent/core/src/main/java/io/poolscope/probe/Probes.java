package io.poolscope.probe;

import java.util.List;

/** Every probe there is; the order is that of reports. */
final class Probes {
    private Probes() {}

    static List<Probe> all() {
        return List.of(
                new FutureGetProbe(),
                new CompletableFutureGetProbe(),
                new TaskProbe(),
                new AsyncTaskProbe(),
                new ForkJoinTaskProbe(),
                new SubmitSiteProbe(),
                new RejectedProbe(),
                new FailedProbe(),
                new TaskFailureProbe(),
                new StageFailureProbe(),
                new StageReadProbe(),
                new GivenUpProbe(),
                new PromiseProbe(),
                new PoolCreatedProbe(),
                new ObjectWaitProbe());
    }
}
