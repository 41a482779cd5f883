package io.poolscope.tests.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Another agent, as its users start it; nothing of it uses the network. */
public enum Neighbour {
    OPENTELEMETRY(
            "",
            "-Dotel.traces.exporter=logging",
            "-Dotel.metrics.exporter=none",
            "-Dotel.logs.exporter=none",
            "-Dotel.service.name=neighbour"),
    DATADOG(
            "",
            "-Ddd.writer.type=PrintingWriter",
            "-Ddd.jmxfetch.enabled=false",
            "-Ddd.instrumentation.telemetry.enabled=false",
            "-Ddd.remote_config.enabled=false",
            "-Ddd.crashtracking.enabled=false",
            "-Ddd.trace.startup.logs=false",
            "-Ddd.service=neighbour"),
    JACOCO("=output=none"),
    BLOCKHOUND("", "-XX:+AllowRedefinitionToAddDeleteMethods");

    private final String options;
    private final List<String> arguments;

    Neighbour(String options, String... arguments) {
        this.options = options;
        this.arguments = List.of(arguments);
    }

    /** Puts it into a JVM, before or after poolscope. */
    public AgentJvmBuilder in(AgentJvmBuilder builder, boolean before) {
        String agent = "-javaagent:" + Built.neighbour(name().toLowerCase(Locale.ROOT)) + options;
        builder.jvm(arguments.toArray(String[]::new));
        return before ? builder.agentsBefore(agent) : builder.moreAgents(agent);
    }

    /** Has the program {@code Neighbourly} give it something to do, and sees that it does what it is there for. */
    public void works(AgentJvm jvm) {
        int answers = answers(jvm).size();
        long spans = spans(jvm);
        jvm.send("ask");
        jvm.until(AgentJvm.PATIENCE, () -> assertThat(answers(jvm)).hasSizeGreaterThan(answers));
        String answer = answers(jvm).get(answers);
        assertThat(answer).as(jvm::story).contains("http=200");
        assertThat(answer).as(jvm::story).contains(this == BLOCKHOUND ? "sleep=refused" : "sleep=allowed");
        assertThat(answer).as(jvm::story).contains(this == JACOCO ? "late=instrumented" : "late=plain");
        if (this == OPENTELEMETRY || this == DATADOG) {
            jvm.until(AgentJvm.PATIENCE, () -> assertThat(spans(jvm)).isGreaterThan(spans));
        }
    }

    private static List<String> answers(AgentJvm jvm) {
        return jvm.lines().stream().filter(line -> line.startsWith("answer ")).toList();
    }

    /** Spans that it has written to its log. */
    private static long spans(AgentJvm jvm) {
        List<String> lines = new ArrayList<>(jvm.lines());
        lines.addAll(jvm.stderr().lines().toList());
        return lines.stream()
                .filter(line -> line.contains("LoggingSpanExporter") || line.startsWith("{\"traces\":"))
                .count();
    }
}
