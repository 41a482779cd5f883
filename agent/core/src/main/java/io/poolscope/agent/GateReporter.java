package io.poolscope.agent;

import io.poolscope.finding.Assessment;
import io.poolscope.gate.Condition;
import io.poolscope.gate.Gate;
import io.poolscope.gate.State;
import io.poolscope.report.Escape;
import io.poolscope.report.Reporter;
import io.poolscope.report.log.Level;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * Says at the JVM's end whether the conditions of the option {@code gate} hold: each of them with its value, also those that
 * do. It cannot change the exit code, which is the application's; {@code check} on the report does.
 */
final class GateReporter implements Reporter {
    private final Gate gate;
    private final BiConsumer<Level, String> say;

    /**
     * Judges nothing before the end.
     *
     * @param gate may be empty: then nothing is said
     * @param say takes lines for the user
     */
    GateReporter(Gate gate, BiConsumer<Level, String> say) {
        this.gate = gate;
        this.say = say;
    }

    @Override
    public String name() {
        return "gate";
    }

    @Override
    public void report(Assessment assessment) {}

    @Override
    public void last(Assessment assessment) {
        if (gate.conditions().isEmpty()) {
            return;
        }
        Gate.Verdict verdict = gate.judge(assessment, null);
        verdict.results().forEach(this::tell);
        switch (verdict.state()) {
            case HOLDS -> say.accept(Level.INFO, "gate passed");
            case FAILS -> say.accept(Level.ERROR, "gate failed");
            case UNKNOWN ->
                say.accept(
                        Level.ERROR,
                        "gate not passed: "
                                + (verdict.tooLittle() == null
                                        ? "not every condition could be told"
                                        : "too little was seen: " + verdict.tooLittle()));
        }
    }

    private void tell(Condition.Result result) {
        String values = result.readings().stream()
                .map(reading -> (reading.pool() == null ? "" : Escape.name(reading.pool()) + " ") + reading.value())
                .collect(Collectors.joining(", "));
        String word = switch (result.state()) {
            case HOLDS -> "holds";
            case FAILS -> "fails";
            case UNKNOWN -> "cannot be told";
        };
        say.accept(
                result.state() == State.HOLDS ? Level.INFO : Level.ERROR,
                "gate " + result.condition().text() + " " + word + ": " + values);
    }

    @Override
    public void close() {}
}
