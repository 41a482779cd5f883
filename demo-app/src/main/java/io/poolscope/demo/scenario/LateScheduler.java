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
 * so long nobody keeps the lease. The twin only asks for the list, and no thread waits. The first request starts the schedule.
 *
 * @shows a scheduler whose only thread waits 800 ms for a reply, once a second: the heartbeat, due every 200 ms, is late
 * @expect rule=late-schedule pool=lease site=LateScheduler.readPrices also=blocking-wait|pool-starvation|slow-queue
 */
@Scenario(
        name = "late-scheduler",
        path = "/late-scheduler/blocking",
        fixed = "/late-scheduler/composed",
        rate = 2,
        seconds = 12)
class LateScheduler {

    private final PriceClient prices;
    private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1, Threads.daemons("lease-"));
    private final AtomicBoolean started = new AtomicBoolean();
    private final AtomicLong beats = new AtomicLong();
    private final AtomicLong lists = new AtomicLong();

    LateScheduler(PriceClient prices) {
        this.prices = prices;
    }

    @GetMapping("/late-scheduler/blocking")
    long blocking() {
        return start(this::readPrices);
    }

    @GetMapping("/late-scheduler/composed")
    long composed() {
        return start(() -> prices.price(800).thenRun(lists::incrementAndGet));
    }

    private long start(Runnable read) {
        if (started.compareAndSet(false, true)) {
            scheduler.scheduleAtFixedRate(beats::incrementAndGet, 0, 200, TimeUnit.MILLISECONDS);
            scheduler.scheduleAtFixedRate(read, 100, 1000, TimeUnit.MILLISECONDS);
        }
        return beats.get();
    }

    private void readPrices() {
        prices.price(800).join(); // poolscope: here
        lists.incrementAndGet();
    }
}
