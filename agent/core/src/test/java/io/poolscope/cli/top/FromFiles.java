package io.poolscope.cli.top;

import io.poolscope.report.read.ReportReader;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;

/** Shows recorded reports on this terminal, one after the other: for those who change the screen and want to see it. */
final class FromFiles {
    private FromFiles() {}

    /** Runs it; the arguments are files. */
    public static void main(String[] files) throws Exception {
        List<Path> paths = Stream.of(files).map(Path::of).toList();
        int[] next = {0};
        Looks looks = new Looks() {
            @Override
            public Look next() throws IOException {
                String document = Files.readString(paths.get(next[0]++ % paths.size()));
                try {
                    return new Look(ReportReader.read(document), document);
                } catch (io.poolscope.report.read.UnreadableReportException e) {
                    throw new IOException(e);
                }
            }

            @Override
            public boolean ended() {
                return false;
            }
        };
        Charset charset = Charset.forName(System.getProperty("native.encoding"));
        Style style = new Style(System.getenv("NO_COLOR") == null, charset);
        Tty tty = Tty.open(System.getenv("TERM"), charset);
        if (tty == null) {
            new PlainLines(System.out, false, ZoneId.systemDefault(), style)
                    .run(looks, Duration.ofMillis(500), paths.size());
            return;
        }
        new Screen(tty, style, Instant::now, new SavedLook(Path.of("/tmp"), ZoneId.systemDefault()))
                .run(looks, Duration.ofSeconds(2));
        System.exit(0);
    }
}
