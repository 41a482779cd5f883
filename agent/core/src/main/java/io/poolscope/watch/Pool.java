package io.poolscope.watch;

import java.util.ArrayList;
import java.util.List;

/** One executor as the sampler follows it. Mutable; poolscope's thread only; holds the executor weakly. */
final class Pool {
    /** Unique in this JVM, {@code p7}. */
    final String id;
    /** What a person calls it; may become better as more is learnt. */
    String name;

    final List<Worker> workers = new ArrayList<>();

    Pool(String id, String name) {
        this.id = id;
        this.name = name;
    }
}
