import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Drives each mistake of the demo and then its mended twin, and compares: what poolscope says of the first, what it
 * predicts from the first alone, and what the second then does. Bad and mended variants have a JVM each for a run. Exit 0
 * if every mistake was found at its line, no twin was blamed, and the predictions were within their limit; 1 if not; 2 on a
 * wrong argument.
 */
public final class Mistakes {
    /** How long a finding may come after the load: a failure that nobody reads is told when it is 5 s old. */
    private static final int LATE_SECONDS = 12;
    /** What comes first where figures are compared, so that they are not about a cold JVM. */
    private static final int WARM_UP_SECONDS = 3;

    private final Settings settings;
    private final List<Outcome> outcomes;

    private Mistakes(Settings settings) {
        this.settings = settings;
        this.outcomes = settings.mistakes().stream().map(Outcome::new).toList();
    }

    /** See the class. */
    public static void main(String[] args) throws InterruptedException {
        Settings settings;
        int exit = 1;
        try {
            settings = Settings.parse(args);
            exit = new Mistakes(settings).run();
        } catch (IllegalArgumentException e) {
            System.err.println("demo.sh mistakes: " + e.getMessage());
            exit = 2;
        } catch (IOException e) {
            System.err.println("demo.sh mistakes: " + e.getMessage());
        }
        System.exit(exit);
    }

    private int run() throws IOException, InterruptedException {
        for (int run = 1; run <= settings.runs(); run++) {
            String of = settings.runs() == 1 ? "" : ", run " + run + " of " + settings.runs();
            System.out.println("the mistakes" + of);
            bad("bad-" + run);
            System.out.println("their mended twins" + of);
            fixed("fixed-" + run);
        }
        System.out.println();
        System.out.println(Outcome.head());
        outcomes.forEach(outcome -> System.out.println(outcome.row()));
        System.out.println();
        System.out.println("answers a second under the same load" + (settings.runs() == 1 ? "" : ", median of " + settings.runs() + " runs")
                + "; predicted from the report about the bad variant alone, see docs/prediction.md");
        outcomes.stream()
                .flatMap(outcome -> outcome.alarms.stream().map(alarm -> outcome.mistake.name() + ", mended: " + alarm))
                .distinct()
                .forEach(System.out::println);
        return outcomes.stream().anyMatch(outcome -> outcome.failed(settings.within())) ? 1 : 0;
    }

    private void bad(String name) throws IOException, InterruptedException {
        try (Service service = Service.start(settings, name)) {
            for (Outcome outcome : outcomes) {
                Header mistake = outcome.mistake;
                double before = drive(service, mistake.path(), mistake);
                Map<String, Object> report = service.report();
                double predicted = predicted(mistake, report);
                if (!Double.isNaN(predicted)) {
                    System.out.printf(Locale.ROOT, "    mended, poolscope predicts, %.1f/s%n", predicted);
                }
                String said = said(mistake, report);
                long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(LATE_SECONDS);
                while (said.isEmpty() && !mistake.awaited() && System.nanoTime() < limit) {
                    said = said(mistake, service.report());
                }
                outcome.bad(before, predicted, said);
            }
        }
    }

    private void fixed(String name) throws IOException, InterruptedException {
        try (Service service = Service.start(settings, name)) {
            Set<Object> known = new HashSet<>();
            for (Outcome outcome : outcomes) {
                outcome.fixed(drive(service, outcome.mistake.fixed(), outcome.mistake));
                for (Map<String, Object> finding : Json.maps(service.report().get("findings"))) {
                    if (!Objects.equals(finding.get("severity"), "info") && known.add(finding.get("id"))) {
                        outcome.alarms.add(finding.get("rule") + ": " + finding.get("title"));
                    }
                }
            }
        }
    }

    private double drive(Service service, String path, Header mistake) throws IOException, InterruptedException {
        int seconds = settings.secondsOf(mistake);
        if (!mistake.predict().isEmpty()) {
            service.drive(path, mistake.load(), WARM_UP_SECONDS);
        }
        double rate = service.drive(path, mistake.load(), seconds);
        System.out.printf(
                Locale.ROOT, "  GET %s, %s, %d s: %.1f/s%n", path, mistake.load().substring(2), seconds, rate);
        return rate;
    }

    /** The rule and the line; empty where it was not said. */
    private static String said(Header mistake, Map<String, Object> report) {
        return Json.maps(report.get("findings")).stream()
                .filter(mistake::isIt)
                .map(finding -> mistake.rule() + " " + mistake.type() + ".java:"
                        + ((Double) Json.map(finding.get("site")).get("line")).intValue())
                .findFirst()
                .orElse("");
    }

    /** What poolscope's report says of the pool's throughput once the mistake is mended. */
    private static double predicted(Header mistake, Map<String, Object> report) {
        String key =
                switch (mistake.predict()) {
                    case "without" -> "ceilingWithoutTopSite";
                    case "overlapped" -> "ceilingOverlapped";
                    default -> "";
                };
        return Json.maps(report.get("pools")).stream()
                .filter(pool -> mistake.pool().equals(pool.get("name")))
                .map(pool -> Json.map(pool.get("whatIf")).get(key))
                .filter(Double.class::isInstance)
                .mapToDouble(Double.class::cast)
                .findFirst()
                .orElse(Double.NaN);
    }
}
