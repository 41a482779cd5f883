package io.poolscope.demo.scenario;

import io.poolscope.demo.PriceClient;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * Every request thread waits 200 ms for an asynchronous reply, forty times a second. Tomcat has two hundred threads, so nothing
 * stands still yet; eight of them do nothing but wait.
 *
 * @shows request threads of Tomcat that wait for an asynchronous reply: 8 threads for nothing, nothing queued yet
 * @expect rule=blocking-wait pool=http-nio* site=RequestWaits.quote
 */
@Scenario(
        name = "request-waits",
        path = "/request-waits/blocking",
        fixed = "/sync-over-async/composed",
        rate = 40,
        seconds = 12)
class RequestWaits {

    private final PriceClient prices;

    RequestWaits(PriceClient prices) {
        this.prices = prices;
    }

    @GetMapping("/request-waits/blocking")
    String quote() {
        return prices.price(200).join(); // poolscope: here
    }
}
