package io.poolscope.control;

/** What is behind the control channel. Called by one of poolscope's threads, or by the one on which the JVM loads agents. */
@FunctionalInterface
public interface Answerer {
    /**
     * Answers.
     *
     * @param request what is asked
     * @param argument what stands behind it; empty for nothing
     * @return the answer's body
     * @throws RefusedException with what the user is told
     */
    String answer(Request request, String argument) throws RefusedException;
}
