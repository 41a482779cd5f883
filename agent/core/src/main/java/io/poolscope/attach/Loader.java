package io.poolscope.attach;

import java.io.IOException;

/** A way to make a JVM load an agent. */
interface Loader {

    /**
     * Loads an agent and returns when its {@code agentmain} has. May wait for ever on a JVM that hangs.
     *
     * @param jar the agent's jar, as the JVM sees it
     * @param options what {@code agentmain} gets
     * @throws AttachException if the JVM refuses, with what to do
     * @throws IOException if it can't be talked to
     */
    void load(String jar, String options) throws IOException;
}
