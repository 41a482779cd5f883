package io.poolscope.probe;

import io.poolscope.bootstrap.Records;
import io.poolscope.snapshot.Coverage;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Probes that were switched off say so and do nothing. */
final class OptionsMain {
    private OptionsMain() {}

    public static void main(String[] args) throws Exception {
        Probing probing = Woven.probing;
        if (args[0].equals("off")) {
            Check.equal("probes off", probing.summary(), "summary");
            Check.that(probing.statuses().stream().allMatch(s -> "probes=off".equals(s.reason())), "reasons");
        } else {
            Check.equal(List.of("nonsense"), probing.unknownNames(), "unknown names");
            Coverage.ProbeStatus task = probing.statuses().get(2);
            Check.equal("task", task.name(), "order");
            Check.equal(Coverage.Status.OFF, task.status(), "state");
            Check.equal("switched off by the option probes", task.reason(), "reason");
            Coverage.ProbeStatus futureGet = probing.statuses().get(0);
            Check.equal(Coverage.Status.FAILED, futureGet.status(), "a probe without workers does not claim to see");
            Check.equal("needs the probe task, which makes workers known and is off", futureGet.reason(), "reason");
        }
        ThreadPoolExecutor pool = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        Check.that(pool.submit(() -> Records.of(Thread.currentThread())).get() == null, "no worker is known");
        pool.shutdown();
        probing.close();
        System.out.println("ok");
    }
}
