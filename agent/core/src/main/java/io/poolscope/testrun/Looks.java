package io.poolscope.testrun;

import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.poolscope.control.Channel;
import io.poolscope.control.Request;
import io.poolscope.finding.Assessment;
import io.poolscope.report.read.ReportReader;
import io.poolscope.report.read.UnreadableReportException;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Waits for poolscope's looks, which come once a second: the rules count them, so none is asked for in between. Any thread. */
final class Looks {
    /** For an answer that needs no work. */
    private static final Duration TO_ANSWER = Duration.ofSeconds(5);
    /** For the next look on a machine that is overloaded, nanoseconds; on others it is a second. */
    private static final long TO_LOOK = 10_000_000_000L;
    /** Between two questions whether it has looked, milliseconds. */
    private static final long POLL_MS = 20;
    /** A look that is no older has seen what one would see now, nanoseconds: five samples. */
    private static final long FRESH = 100_000_000L;

    private final Channel channel;
    private @Nullable Look newest;

    Looks(Channel channel) {
        this.channel = channel;
    }

    /** What is so now: the newest look if it was just waited for, else the next. */
    Look fresh() throws IOException {
        Look known = known();
        return known != null && System.nanoTime() - known.takenAt() < FRESH ? known : next();
    }

    private synchronized @Nullable Look known() {
        return newest;
    }

    /** The next look: all of its samples but the last few may be of before, and the last ones are of now. */
    Look next() throws IOException {
        long before = number();
        long end = System.nanoTime() + TO_LOOK;
        while (number() == before) {
            if (System.nanoTime() - end > 0) {
                throw new IOException("poolscope has not looked for " + TO_LOOK / 1_000_000_000
                        + " s: this machine is too busy to tell how the test went");
            }
            pause();
        }
        Look look = read();
        synchronized (this) {
            newest = look;
        }
        return look;
    }

    /** A report does not name its look: it is that one if none came while it was fetched. */
    private Look read() throws IOException {
        while (true) {
            long number = number();
            String document = ask(Request.REPORT, TO_ANSWER);
            long takenAt = System.nanoTime();
            if (number() == number) {
                try {
                    Assessment read = ReportReader.read(document);
                    return new Look(number, read.snapshot().at(), takenAt, read.findings());
                } catch (UnreadableReportException e) {
                    throw new IOException("what poolscope reports cannot be read: " + e.getMessage(), e);
                }
            }
        }
    }

    private long number() throws IOException {
        String answer = ask(Request.HELLO, TO_ANSWER);
        try {
            return JsonParser.parseString(answer).getAsJsonObject().get("looks").getAsLong();
        } catch (JsonParseException | IllegalStateException | NullPointerException e) {
            throw new IOException("poolscope gave an answer that cannot be read", e);
        }
    }

    /** One question. */
    synchronized String ask(Request request, Duration limit) throws IOException {
        return channel.ask(request.id(), limit);
    }

    static void pause() throws IOException {
        try {
            Thread.sleep(POLL_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
