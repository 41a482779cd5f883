package io.poolscope.watch;

import io.poolscope.jdk.LiveThreads;
import io.poolscope.jdk.ThreadFacts;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Threads of no pool that hold what workers wait for, looked up while one graph is read. */
final class OtherThreads {
    /** Threads asked for their monitor in one graph. */
    private static final int MAX_ASKED = 200;

    private @Nullable Map<Long, Thread> byId;
    private int asked;

    /** The live thread with this id; null where there is none. Lists all threads once: 3 to 17 us per 1000. */
    @Nullable
    Thread byId(long id) {
        if (id <= 0) {
            return null;
        }
        Map<Long, Thread> threads = byId;
        if (threads == null) {
            threads = list();
            byId = threads;
        }
        return threads.get(id);
    }

    /** The monitor that a blocked thread waits for; null where it does not any more. */
    LockWaits.@Nullable Monitor monitor(long id) {
        if (asked++ >= MAX_ASKED) {
            return null;
        }
        ThreadInfo info = ManagementFactory.getThreadMXBean().getThreadInfo(id, 0);
        return info == null || info.getThreadState() != Thread.State.BLOCKED ? null : LockWaits.monitor(info);
    }

    private static Map<Long, Thread> list() {
        LiveThreads threads = new LiveThreads();
        threads.read();
        Map<Long, Thread> byId = new HashMap<>();
        for (int i = 0; i < threads.size(); i++) {
            byId.put(ThreadFacts.tid(threads.get(i)), threads.get(i));
        }
        return byId;
    }
}
