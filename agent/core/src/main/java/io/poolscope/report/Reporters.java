package io.poolscope.report;

import io.poolscope.finding.Assessment;
import io.poolscope.report.bridge.Bridges;
import io.poolscope.report.bridge.LibraryWatch;
import io.poolscope.report.file.FileReporter;
import io.poolscope.report.log.Log;
import io.poolscope.report.log.LogReporter;
import io.poolscope.report.meter.Endpoint;
import io.poolscope.report.meter.Meters;
import io.poolscope.report.meter.MicrometerReporter;
import io.poolscope.report.meter.PrometheusReporter;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Every way out that there is. */
public final class Reporters {
    private Reporters() {}

    /**
     * In the order in which they are called. The log is the last, so that it also tells what the others had to complain of
     * before it is closed.
     */
    private static final List<String> NAMES = List.of("report", "micrometer", "prometheus", "log");

    /**
     * Those that the settings ask for, each guarded.
     *
     * @param settings what is asked for
     * @param log opened before, as the agent's own messages go there from its start
     */
    public static List<GuardedReporter> all(ReportSettings settings, Log log) {
        // Beside an application that starts, it may have loaded its libraries before poolscope's thread got this far.
        return NAMES.stream()
                .map(name -> named(name, settings, log, true))
                .filter(Objects::nonNull)
                .toList();
    }

    /**
     * One of them.
     *
     * @param name its name
     * @param late whether classes of the application's may have been loaded before now
     * @return null where the settings ask for none
     */
    public static @Nullable GuardedReporter named(String name, ReportSettings settings, Log log, boolean late) {
        Consumer<String> complaints = log.messages().complaints();
        Reporter reporter = switch (name) {
            case "report" -> file(settings, complaints);
            case "micrometer" -> micrometer(settings, complaints, late);
            case "prometheus" -> prometheus(settings, complaints);
            default -> new LogReporter(log.sink(), settings.logJson(), settings.zone(), settings.logRepeat());
        };
        return reporter == null ? null : new GuardedReporter(reporter, complaints);
    }

    private static @Nullable Reporter file(ReportSettings settings, Consumer<String> complaints) {
        String path = settings.report();
        if (path == null) {
            return null;
        }
        Function<Assessment, String> form = Forms.of(path, settings.version(), settings.zone());
        if (form == null) {
            complaints.accept("report=" + path + ": not in this version; give a path that ends in " + Forms.ENDINGS);
            return null;
        }
        return new FileReporter(path, settings.reportInterval(), form, complaints, settings.nanos());
    }

    private static @Nullable Reporter micrometer(ReportSettings settings, Consumer<String> complaints, boolean late) {
        if (!settings.micrometer()) {
            return null;
        }
        LibraryWatch watch =
                new LibraryWatch(MicrometerReporter.LIBRARY, settings.instrumentation(), settings.initialised(), late);
        return new MicrometerReporter(
                () -> Meters.all(settings.version(), settings.everyTaskTimed()),
                settings.maxPools(),
                watch,
                new Bridges(settings.bridgeClasses()),
                complaints);
    }

    private static @Nullable Reporter prometheus(ReportSettings settings, Consumer<String> complaints) {
        Endpoint endpoint = settings.prometheus();
        if (endpoint == null) {
            return null;
        }
        return new PrometheusReporter(
                Meters.all(settings.version(), settings.everyTaskTimed()),
                settings.maxPools(),
                endpoint,
                new Bridges(settings.bridgeClasses()),
                complaints);
    }
}
