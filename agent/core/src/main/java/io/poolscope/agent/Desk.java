package io.poolscope.agent;

import io.poolscope.control.Answerer;
import io.poolscope.control.RefusedException;
import io.poolscope.control.Request;
import io.poolscope.finding.Assessment;
import io.poolscope.report.json.JsonReport;
import io.poolscope.report.json.JsonWriter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Answers what the command line asks: reads what is there by itself, and has the rest done by poolscope's thread. */
final class Desk implements Answerer {
    /** For poolscope's thread to come to a change and make it: the probes take up to a second on a busy machine. */
    private static final Duration TO_CHANGE = Duration.ofSeconds(20);
    /** For poolscope to leave: one last look and report, and the probes. */
    private static final Duration TO_LEAVE = Duration.ofSeconds(20);
    /** The language of the channel. */
    private static final int PROTOCOL = 1;

    private final Agent agent;
    private final CountDownLatch gone = new CountDownLatch(1);

    Desk(Agent agent) {
        this.agent = agent;
    }

    @Override
    public String answer(Request request, String argument) throws RefusedException {
        return switch (request) {
            case HELLO -> hello();
            case STATUS -> agent.status();
            case REPORT -> report();
            case SET -> agent.set(argument, "control", TO_CHANGE).json();
            case DETACH -> detach();
        };
    }

    private String hello() {
        Assessment newest = agent.newest();
        return new JsonWriter(true)
                        .object()
                        .text("version", Version.current())
                        .integer("protocol", PROTOCOL)
                        .integer("pid", agent.jvm().pid())
                        .text("started", agent.jvm().attached() ? "attach" : "javaagent")
                        .integer("looks", newest == null ? 0 : newest.snapshot().look())
                        .endObject()
                + "\n";
    }

    private String report() throws RefusedException {
        Assessment newest = agent.newest();
        if (newest == null) {
            throw new RefusedException("poolscope has not looked yet: ask again in a second");
        }
        return new JsonReport(Version.current()).document(newest);
    }

    private String detach() throws RefusedException {
        agent.leave();
        try {
            if (!gone.await(TO_LEAVE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new RefusedException("poolscope is leaving, and has not done so in " + TO_LEAVE.toSeconds()
                        + " s: its own thread is held up by a busy machine");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RefusedException("interrupted");
        }
        return new JsonWriter(true).object().bool("detached", true).endObject() + "\n";
    }

    /** All is taken back: whoever asked for it may be told. */
    void gone() {
        gone.countDown();
    }
}
