import java.io.IOException;
import java.util.List;

/** The start of the demo. */
final class Boot {
    /** After its first answer: agents go on starting beside the application. */
    private static final long AFTER_MS = 3_000;

    private Boot() {}

    static List<Figures> measure(Fork fork, Arguments arguments, List<Variant> variants) throws Exception {
        int rounds = arguments.rounds();
        String row = "Spring Boot demo";
        Figures up = new Figures("Start of the Spring Boot demo: until its first answer, ms", "first answer", "ms", 0, rounds);
        Figures cpu = new Figures("Its CPU until 3 s after that, ms", "CPU of the start", "ms", 0, rounds);
        Figures peak = new Figures("Its peak resident memory until then, MB", "peak memory of the start", "MB", 1, rounds);
        for (int round = 0; round < rounds; round++) {
            for (Variant variant : variants) {
                if (variant.role() == Variant.Role.WRAPPER) {
                    continue;
                }
                try (Service demo = new Service(fork, variant)) {
                    Thread.sleep(AFTER_MS);
                    up.put(row, variant, round, demo.upMs);
                    cpu.put(row, variant, round, demo.cpuMs());
                    peak.put(row, variant, round, demo.peakMb());
                } catch (IOException e) {
                    if (!variant.isPeer()) {
                        throw e;
                    }
                    Fork.failed(variant, e);
                }
            }
        }
        return List.of(up, cpu, peak);
    }
}
