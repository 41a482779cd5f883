package io.poolscope.demo.mistake;

import java.util.concurrent.CompletableFuture;

/** One question, answered in two ways. */
interface Mistake {

    /** The way that is found in the field. */
    CompletableFuture<String> bad();

    /** The same answer without the mistake. */
    CompletableFuture<String> fixed();
}
