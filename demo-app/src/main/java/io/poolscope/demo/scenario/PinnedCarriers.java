package io.poolscope.demo.scenario;

import io.poolscope.demo.PriceClient;
import io.poolscope.demo.Work;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * Four requests at once on virtual threads, each of which loads a class by a loader that asks a service first. The JVM
 * calls the loader back from native code: a virtual thread that waits there takes its carrier with it, and there are two of
 * them.
 *
 * @shows virtual threads that wait below a native frame, so that they cannot leave their carriers
 * @jdk 25 virtual threads; before 24 a monitor would hold them too, which was not run
 * @jvm -Djdk.virtualThreadScheduler.parallelism=2
 * @jvm -Djdk.virtualThreadScheduler.maxPoolSize=2
 * @expect rule=carrier-pinned severity=warning pool=virtual* site=PinnedCarriers.version also=slow-queue|pool-starvation
 */
@Scenario(
        name = "pinned-carriers",
        path = "/pinned-carriers/blocking",
        fixed = "/pinned-carriers/composed",
        inFlight = 4,
        seconds = 12)
class PinnedCarriers {

    private final PriceClient prices;

    PinnedCarriers(PriceClient prices) {
        this.prices = prices;
    }

    /** Made when the first request comes, so that the shop starts on a JDK without virtual threads too. */
    private static final class Virtual {
        static final ExecutorService THREADS = threads();

        private static ExecutorService threads() {
            try {
                return (ExecutorService) Executors.class
                        .getMethod("newVirtualThreadPerTaskExecutor")
                        .invoke(null);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("needs virtual threads, JDK 21 or later", e);
            }
        }
    }

    @GetMapping("/pinned-carriers/blocking")
    CompletableFuture<Integer> blocking() {
        return CompletableFuture.supplyAsync(() -> formula(new Asking()), Virtual.THREADS);
    }

    private static int formula(ClassLoader loader) {
        try {
            return Class.forName(Work.class.getName(), false, loader).getModifiers();
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Asks which version is the newest before it gives a class. */
    private final class Asking extends ClassLoader {
        Asking() {
            super(PinnedCarriers.class.getClassLoader());
        }

        @Override
        public Class<?> loadClass(String name) throws ClassNotFoundException {
            return version().isEmpty() ? super.loadClass("") : super.loadClass(name);
        }
    }

    private String version() {
        return prices.price(100).join(); // poolscope: here
    }

    @GetMapping("/pinned-carriers/composed")
    CompletableFuture<Integer> composed() {
        return prices.price(100)
                .thenApplyAsync(version -> formula(PinnedCarriers.class.getClassLoader()), Virtual.THREADS);
    }
}
