package io.poolscope.demo.scenario;

import io.poolscope.demo.PriceClient;
import io.poolscope.demo.Threads;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * One thread keeps the lease on the order book, every 200 ms, and reads the price list, once a second. The list takes 800 ms:
 * so long nobody keeps the lease. The twin has a thread for each. The first request starts the schedule.
 *
 * @shows a scheduler whose only thread reads from a socket for 800 ms: the heartbeat, due every 200 ms, is late
 * @expect rule=late-schedule pool=lease site=LateScheduler.readPrices also=pool-starvation|slow-queue
 */
@Scenario(name = "late-scheduler", path = "/late-scheduler/one", fixed = "/late-scheduler/two", rate = 2, seconds = 12)
class LateScheduler {

    private final PriceClient prices;
    private final ScheduledExecutorService one = Executors.newScheduledThreadPool(1, Threads.daemons("lease-"));
    private final ScheduledExecutorService two = Executors.newScheduledThreadPool(2, Threads.daemons("lease-of-two-"));
    private final AtomicBoolean started = new AtomicBoolean();
    private final AtomicLong beats = new AtomicLong();

    LateScheduler(PriceClient prices) {
        this.prices = prices;
    }

    @GetMapping("/late-scheduler/one")
    long one() {
        return start(one);
    }

    @GetMapping("/late-scheduler/two")
    long two() {
        return start(two);
    }

    private long start(ScheduledExecutorService scheduler) {
        if (started.compareAndSet(false, true)) {
            scheduler.scheduleAtFixedRate(beats::incrementAndGet, 0, 200, TimeUnit.MILLISECONDS);
            scheduler.scheduleAtFixedRate(this::readPrices, 100, 1000, TimeUnit.MILLISECONDS);
        }
        return beats.get();
    }

    private void readPrices() {
        prices.readPrice(800); // poolscope: here
    }
}
