package io.poolscope.cli.top;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** The live view: a screen where there is a terminal, lines where there is none. */
public final class Top {
    /**
     * What the user asked for.
     *
     * @param json one document a line instead of a screen
     * @param color whether colours are wanted
     * @param interval between two looks
     * @param count looks after which it ends; 0 for no limit, more means lines instead of a screen
     */
    public record Wanted(boolean json, boolean color, Duration interval, long count) {}

    /**
     * How it ended.
     *
     * @param sawAnything whether there was a look at all
     * @param lastWords a line for the user; null for none
     */
    public record Outcome(boolean sawAnything, @Nullable String lastWords) {}

    private Top() {}

    /**
     * Runs until the user quits or, without a terminal, until the target ends.
     *
     * @param terminalType what the environment says in {@code TERM}; null for nothing
     * @param out standard output, for lines
     */
    public static Outcome run(Looks looks, Wanted wanted, @Nullable String terminalType, PrintStream out)
            throws IOException, InterruptedException {
        Charset charset = charset();
        Style style = new Style(wanted.color(), charset);
        Tty tty = wanted.json() || wanted.count() > 0 ? null : Tty.open(terminalType, charset);
        if (tty == null) {
            long written = new PlainLines(out, wanted.json(), ZoneId.systemDefault(), style)
                    .run(looks, wanted.interval(), wanted.count());
            return new Outcome(written > 0, looks.ended() ? "the JVM has ended" : null);
        }
        Screen screen = new Screen(tty, style, Instant::now, new SavedLook(Path.of(""), ZoneId.systemDefault()));
        String lastWords = screen.run(looks, wanted.interval());
        return new Outcome(screen.sawAnything() || lastWords == null, lastWords);
    }

    /** What the terminal reads: {@code stdout.encoding} since JDK 19, {@code native.encoding} since 17. */
    private static Charset charset() {
        String name = System.getProperty("stdout.encoding", System.getProperty("native.encoding", "US-ASCII"));
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException unknown) {
            return StandardCharsets.US_ASCII;
        }
    }
}
