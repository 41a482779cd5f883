import java.util.ArrayList;
import java.util.List;

/**
 * The operations of a busy application while something happens to it, as shares of the mean before.
 *
 * @param lowest in the 100 ms with the fewest
 * @param backMs until a second begins that has nearly all of them again; 0 where none was worse
 */
record Throughput(double lowest, double backMs) {
    /** The mean before is taken from this time. */
    static final long BEFORE_MS = 3_000;

    /** Windows of 100 ms. */
    private static final int SECOND = 10;

    private static final double NEARLY_ALL = 0.95;

    private record Window(long endNanos, double ms, double done) {}

    /**
     * Reads it.
     *
     * @param counts lines of {@code shop.Busy}, "nanoTime operations", about each 100 ms
     * @param begin {@code nanoTime} at which it begins to happen
     * @param end {@code nanoTime} until which it is looked at
     */
    static Throughput of(List<String> counts, long begin, long end) {
        double before = 0;
        double beforeMs = 0;
        List<Window> during = new ArrayList<>();
        for (int i = 1; i < counts.size(); i++) {
            String[] last = counts.get(i - 1).split(" ");
            String[] now = counts.get(i).split(" ");
            long at = Long.parseLong(now[0]);
            double ms = (at - Long.parseLong(last[0])) / 1e6;
            double done = Long.parseLong(now[1]) - Long.parseLong(last[1]);
            if (at < begin && at > begin - BEFORE_MS * 1_000_000) {
                before += done;
                beforeMs += ms;
            } else if (at >= begin && at < end) {
                during.add(new Window(at, ms, done));
            }
        }
        double mean = before / beforeMs;
        double lowest = during.stream().mapToDouble(w -> w.done() / w.ms()).min().orElse(Double.MAX_VALUE);
        return new Throughput(lowest / mean, backMs(during, mean, begin, end));
    }

    private static double backMs(List<Window> during, double mean, long begin, long end) {
        for (int from = 0; from + SECOND <= during.size(); from++) {
            List<Window> second = during.subList(from, from + SECOND);
            double done = second.stream().mapToDouble(Window::done).sum();
            double ms = second.stream().mapToDouble(Window::ms).sum();
            if (done >= NEARLY_ALL * mean * ms) {
                return from == 0 ? 0 : (during.get(from - 1).endNanos() - begin) / 1e6;
            }
        }
        return (end - begin) / 1e6;
    }
}
