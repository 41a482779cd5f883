package io.poolscope.cli;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.poolscope.attach.Attaching;
import io.poolscope.attach.Jvm;
import io.poolscope.control.Channel;
import io.poolscope.control.RefusedException;
import io.poolscope.control.Request;
import io.poolscope.finding.Assessment;
import io.poolscope.report.read.ReportReader;
import io.poolscope.report.read.UnreadableReportException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A running poolscope, as commands ask it.
 *
 * <p>Assumptions: one thread at a time. Guarantees: what goes wrong is a {@link Failure} for the user; no call lasts much
 * longer than {@code --timeout}.
 */
final class Live implements AutoCloseable {
    /** How long a JVM whose socket is closed may take to end, milliseconds. */
    private static final long TO_END_MS = 2000;

    private final Jvm jvm;
    private final Channel channel;
    private final Duration limit;

    Live(Jvm jvm, Channel channel, Duration limit) {
        this.jvm = jvm;
        this.channel = channel;
        this.limit = limit;
    }

    /** The poolscope that is in a JVM; empty if there is none. */
    static Optional<Live> present(Console console, Jvm jvm, Duration limit) throws IOException {
        Channel channel = Attaching.connect(jvm, console.jar(), limit);
        return channel == null ? Optional.empty() : Optional.of(new Live(jvm, channel, limit));
    }

    Jvm jvm() {
        return jvm;
    }

    /** The newest report document; null before the first look. */
    @Nullable
    String document() throws Failure {
        try {
            return channel.ask(Request.REPORT.id(), limit);
        } catch (RefusedException notYet) {
            return null;
        } catch (IOException silent) {
            throw gone(silent);
        }
    }

    /** The newest look; null before the first. */
    @Nullable
    Assessment report() throws Failure {
        String document = document();
        return document == null ? null : read(document);
    }

    /** A document as records. */
    static Assessment read(String document) {
        try {
            return ReportReader.read(document);
        } catch (UnreadableReportException e) {
            throw new Failure(Exit.INTERNAL, "what poolscope in the JVM reports cannot be read: " + e.getMessage());
        }
    }

    /** What {@link Request#HELLO} says. */
    JsonObject hello() {
        return json(ask(Request.HELLO.id()));
    }

    /** What {@link Request#STATUS} says. */
    JsonObject status() {
        return json(statusText());
    }

    String statusText() {
        return ask(Request.STATUS.id());
    }

    /** Changes settings; returns what was applied and what was refused. */
    JsonObject set(String settings) {
        return json(ask(Request.SET.id() + " " + settings));
    }

    /** Takes poolscope out of the JVM. */
    void detach() {
        ask(Request.DETACH.id());
    }

    private String ask(String request) {
        try {
            return channel.ask(request, limit);
        } catch (RefusedException no) {
            throw new Failure(Exit.NO_TARGET, String.valueOf(no.getMessage()));
        } catch (IOException silent) {
            throw gone(silent);
        }
    }

    /** Whether a process is about to end: its socket is closed before it is gone. */
    private static boolean ends(ProcessHandle process) {
        try {
            process.onExit().get(TO_END_MS, TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    private Failure gone(IOException silent) {
        boolean ended = ProcessHandle.of(jvm.pid()).map(Live::ends).orElse(true);
        return new Failure(
                Exit.NO_TARGET,
                "JVM " + jvm.pid() + " (" + jvm.main() + ") "
                        + (ended ? "has ended" : "does not answer any more: " + silent.getMessage()));
    }

    private static JsonObject json(String text) {
        try {
            return JsonParser.parseString(text).getAsJsonObject();
        } catch (JsonParseException | IllegalStateException e) {
            throw new Failure(
                    Exit.INTERNAL, "poolscope in the JVM gave an answer that cannot be read: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        channel.close();
    }
}
