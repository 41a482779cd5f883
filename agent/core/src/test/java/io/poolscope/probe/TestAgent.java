package io.poolscope.probe;

import io.poolscope.jdk.Opening;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.instrument.Instrumentation;

/** What the launcher and the agent do at start, reduced to the probes. Runs in a JVM of its own. */
@SuppressWarnings("NullAway") // static fields are set by the agent before main
public final class TestAgent {
    static Instrumentation instrumentation;

    private TestAgent() {}

    /** @param options {@code off}, or names to add and take away ({@code +object-wait:-task}), or {@code timing} */
    public static void premain(String options, Instrumentation instrumentation) throws Throwable {
        TestAgent.instrumentation = instrumentation;
        if ("none".equals(options)) {
            return;
        }
        Opening.open(instrumentation);
        BootstrapClasses.define(TestAgent::classFile);
        Woven.install(instrumentation, options == null ? "" : options);
    }

    static byte[] classFile(String name) {
        try (InputStream in = TestAgent.class.getResourceAsStream("/" + name.replace('.', '/') + ".class")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
