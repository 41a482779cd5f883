package io.poolscope.pool;

import java.util.List;

/** The families of pools that poolscope knows. */
public final class Pools {
    private Pools() {}

    /** A fresh set, in the order in which they are asked; each keeps caches and belongs to one sampler. */
    public static List<PoolFamily> all() {
        return List.of(
                new ReactorFamily(),
                new ThreadPoolExecutorFamily(),
                new ForkJoinFamily(),
                new VirtualSchedulerFamily(),
                new TomcatFamily(),
                new NettyFamily(),
                new JettyFamily(),
                new JbossFamily(),
                new XnioFamily(),
                new CoroutineFamily(),
                new QuartzFamily(),
                new JdkLoopFamily(),
                new TimerFamily(),
                new ThreadPerTaskFamily(),
                new UnrecognisedFamily());
    }

    /** Fields of libraries that were looked for and are not there: facts about their pools are missing. */
    public static int fieldsAbsent() {
        return LibraryField.absent();
    }
}
