package io.poolscope.agent;

import io.poolscope.bootstrap.Hooks;
import io.poolscope.jdk.JavaBase;
import io.poolscope.probe.Probing;
import io.poolscope.report.ReportSettings;
import io.poolscope.report.Reporters;
import io.poolscope.report.log.Level;
import io.poolscope.report.log.Log;
import io.poolscope.report.log.Messages;
import io.poolscope.rule.Judge;
import io.poolscope.snapshot.JvmInfo;
import io.poolscope.watch.Clock;
import io.poolscope.watch.Sampler;
import java.lang.instrument.Instrumentation;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * poolscope's life in one JVM: wires the stages, installs the probes, and works until the JVM ends. Runs on poolscope's
 * one thread.
 */
final class Agent {
    /** What application threads may stamp between two samples: 200 stacks a second, of 2 to 10 us each. */
    private static final int STAMPS_A_SAMPLE = 4;
    /** How long the JVM's end may wait for the last look and the last report, milliseconds. */
    private static final long LAST_LOOK_MS = 3000;

    private final Options options;
    private final JvmInfo jvm;
    private final Log log;
    private final Judge judge;
    private final Probing probes;
    private final Loop loop;
    private final ExitHook exit;

    Agent(
            Options options,
            Instrumentation instrumentation,
            boolean attached,
            Function<String, byte @Nullable []> classes) {
        this.options = options;
        jvm = ThisJvm.describe(attached, options.isLoadTest());
        ReportSettings reports = reports(instrumentation, classes);
        log = Log.open(reports);
        judge = new Judge(options.rules());
        probes = new Probing(instrumentation, options.probes());
        Messages messages = log.messages();
        Sampler sampler = new Sampler(options.sampler(), Clock.SYSTEM, jvm, probes::statuses);
        loop = new Loop(
                Clock.SYSTEM,
                sampler,
                judge,
                Reporters.all(reports, log),
                new Throttle(options.get(OptionKey.SAMPLE_INTERVAL).toNanos(), options.get(OptionKey.MAX_OVERHEAD)),
                this::lost,
                () -> Hooks.grant(STAMPS_A_SAMPLE),
                probes::completeSelfTest,
                messages.complaints());
        exit = new ExitHook(() -> loop.stop(LAST_LOOK_MS));
    }

    /** Starts, works, and returns when the JVM ends. */
    void run() {
        Messages messages = log.messages();
        List<String> others = new ArrayList<>(judge.complaints());
        probes.unknownNames().forEach(name -> others.add("probes: there is no probe " + name));
        String refusal = options.refusal(others);
        if (refusal != null) {
            messages.say(Level.ERROR, refusal);
            log.sink().close();
            return;
        }
        options.complaints().forEach(messages.complaints());
        others.forEach(messages.complaints());
        options.notices().forEach(messages.complaints());
        if (!exit.register()) {
            return;
        }
        probes.install();
        messages.say(
                Level.INFO,
                "watches the thread pools of " + jvm.main() + ", pid " + jvm.pid() + ": " + probes.summary());
        if (options.get(OptionKey.DEBUG)) {
            options.settings().forEach(setting -> messages.say(Level.INFO, "option " + setting));
            judge.thresholds().forEach((name, value) -> messages.say(Level.INFO, "option " + name + " = " + value));
        }
        loop.run();
        judge.complaints().stream().filter(line -> !others.contains(line)).forEach(messages.complaints());
        judge.unmatchedAllows().forEach(messages.complaints());
        log.sink().close();
    }

    private Map<String, Long> lost() {
        Map<String, Long> lost = new LinkedHashMap<>(probes.lost());
        if (log.sink().lost() > 0) {
            lost.put("log", log.sink().lost());
        }
        return lost;
    }

    private ReportSettings reports(Instrumentation instrumentation, Function<String, byte @Nullable []> classes) {
        String report = options.get(OptionKey.REPORT);
        Endpoint endpoint = options.get(OptionKey.PROMETHEUS);
        LogTarget target = options.get(OptionKey.LOG);
        return new ReportSettings(
                jvm,
                Version.current(),
                report.equals("none") ? null : report,
                options.get(OptionKey.REPORT_INTERVAL),
                target.toString(),
                options.get(OptionKey.LOG_FORMAT).equals("json"),
                options.get(OptionKey.LOG_REPEAT),
                endpoint.isOn() ? endpoint.toString() : null,
                !options.get(OptionKey.MICROMETER).equals("off"),
                options.get(OptionKey.MAX_POOLS),
                options.isTimingAll(),
                classes,
                instrumentation,
                type -> !JavaBase.uninitialized(type),
                ZoneId::systemDefault,
                Clock.SYSTEM::now,
                Clock.SYSTEM::nanos);
    }
}
