package io.poolscope.control;

import java.io.IOException;
import java.time.Duration;

/**
 * A way to the poolscope in one JVM: one request, one answer.
 *
 * <p>Assumptions: one thread at a time. Guarantees: an answer is whole or an exception; no call lasts much longer than
 * its limit.
 */
public interface Channel extends AutoCloseable {

    /**
     * Asks.
     *
     * @param request a {@link Request#name}, and its argument behind a blank if it takes one
     * @param limit how long the answer may take
     * @return the answer's body
     * @throws RefusedException if poolscope is there and says no: its message says why and what to do
     * @throws IOException if nobody answers, or not in time, or not with what can be understood
     */
    String ask(String request, Duration limit) throws IOException;

    @Override
    void close();
}
