package io.poolscope.probe;

import java.io.IOException;
import java.io.InputStream;

/** A class with one wait in it, for {@link CallSites} to prove itself on. Its class file is read, its method never run. */
final class WaitSample {
    private WaitSample() {}

    /** Also loads, before any application class is changed, whatever changing one needs. */
    static boolean isWoven(CallSites callSites) throws IOException {
        String file = WaitSample.class.getSimpleName() + ".class";
        try (InputStream in = WaitSample.class.getResourceAsStream(file)) {
            return in != null && callSites.weave(in.readAllBytes()) != null;
        }
    }

    static void sample(Object monitor) throws InterruptedException {
        monitor.wait();
    }
}
