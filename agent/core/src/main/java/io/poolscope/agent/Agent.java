package io.poolscope.agent;

import io.poolscope.bootstrap.Hooks;
import io.poolscope.control.ControlFile;
import io.poolscope.control.RefusedException;
import io.poolscope.finding.Assessment;
import io.poolscope.guard.Fuse;
import io.poolscope.jdk.HandleCaches;
import io.poolscope.jdk.JavaBase;
import io.poolscope.jdk.JdkCheck;
import io.poolscope.probe.Probing;
import io.poolscope.report.GuardedReporter;
import io.poolscope.report.ReportSettings;
import io.poolscope.report.Reporters;
import io.poolscope.report.log.Level;
import io.poolscope.report.log.Log;
import io.poolscope.report.log.Messages;
import io.poolscope.rule.Judge;
import io.poolscope.snapshot.JvmInfo;
import io.poolscope.watch.Clock;
import io.poolscope.watch.Sampler;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * poolscope's life in one JVM: wires the stages, installs the probes, and works until the JVM ends or poolscope is asked
 * to leave. Runs on poolscope's own thread.
 */
final class Agent {
    /** What application threads may stamp between two samples: 200 stacks a second, of 2 to 10 us each. */
    private static final int STAMPS_A_SAMPLE = 4;
    /** How long the JVM's end may wait for the last look and the last report, milliseconds. */
    private static final long LAST_LOOK_MS = 3000;

    /** For poolscope's thread to take over the arguments of a further load, seconds: somebody waits for the JVM. */
    private static final long TO_TAKE_OVER_S = 5;
    /** For an answer under way to reach whoever asked, before the classes that write it are closed, milliseconds. */
    private static final long LAST_WORDS_MS = 5_000;

    private final OptionSources sources;
    private final Options options;
    private final Instrumentation instrumentation;
    private final Function<String, byte @Nullable []> classes;
    private final JvmInfo jvm;
    private final Log log;
    private final Judge judge;
    private final Sampler sampler;
    private final Mailbox mailbox = new Mailbox();
    private final Changes changes;
    private final Loop loop;
    private final ExitHook exit;
    private final Desk desk;
    private final ControlPoint control;
    private final AtomicInteger answering = new AtomicInteger();

    private volatile Probing probes;
    private volatile boolean leaving;
    private volatile boolean left;
    /** Steps of leaving that failed; for who looks at a heap dump. */
    private int untaken;

    Agent(
            OptionSources sources,
            Options options,
            Instrumentation instrumentation,
            Function<String, byte @Nullable []> classes) {
        this.sources = sources;
        this.options = options;
        this.instrumentation = instrumentation;
        this.classes = classes;
        jvm = ThisJvm.describe(sources.attached(), options.isLoadTest());
        ReportSettings reports = reports(options);
        log = Log.open(reports);
        judge = new Judge(options.rules());
        probes = new Probing(instrumentation, options.probes());
        changes = new Changes(
                sources, options, tried -> new Probing(instrumentation, tried.probes()).unknownNames(), this::apply);
        Messages messages = log.messages();
        sampler = new Sampler(options.sampler(), Clock.SYSTEM, jvm, () -> probes.statuses());
        desk = new Desk(this);
        control = new ControlPoint(
                options.get(OptionKey.CONTROL),
                sources.attached(),
                jvm.pid(),
                desk,
                line -> messages.say(Level.INFO, line));
        loop = new Loop(
                Clock.SYSTEM,
                sampler,
                judge,
                mailbox,
                reporters(options, reports),
                new Throttle(options.get(OptionKey.SAMPLE_INTERVAL).toNanos(), options.get(OptionKey.MAX_OVERHEAD)),
                sources.attached(),
                this::lost,
                () -> Hooks.grant(STAMPS_A_SAMPLE),
                this::beforeLook,
                messages.complaints());
        exit = new ExitHook(() -> loop.end(LAST_LOOK_MS));
    }

    /**
     * Starts, works, and returns when the JVM ends or poolscope was asked to leave it.
     *
     * @param again told what takes the arguments of a further load, once there is somebody to take them
     */
    void run(Consumer<Function<String, @Nullable String>> again) {
        Messages messages = log.messages();
        List<String> others = new ArrayList<>(judge.complaints());
        probes.unknownNames().forEach(name -> others.add("probes: there is no probe " + name));
        String refusal = options.refusal(others);
        if (refusal != null) {
            messages.say(Level.ERROR, refusal);
            loop.close();
            return;
        }
        options.complaints().forEach(messages.complaints());
        others.forEach(messages.complaints());
        options.notices().forEach(messages.complaints());
        if (!exit.register()) {
            return;
        }
        try {
            work(again);
        } catch (Throwable e) {
            leaving = true;
            quietly(() -> messages.say(
                    Level.ERROR,
                    "internal error: " + Fuse.describe(e)
                            + "; it leaves this JVM now, the application is not affected"));
        }
        control.stopListening();
        quietly(() -> judge.complaints().stream()
                .filter(line -> !others.contains(line))
                .forEach(messages.complaints()));
        quietly(() -> judge.unmatchedAllows().forEach(messages.complaints()));
        if (leaving) {
            takeBack();
        } else {
            log.sink().close();
        }
    }

    private void work(Consumer<Function<String, @Nullable String>> again) {
        Messages messages = log.messages();
        mailbox.open();
        probes.install();
        messages.say(
                Level.INFO,
                "watches the thread pools of " + jvm.main() + ", pid " + jvm.pid() + ": " + probes.summary());
        if (options.get(OptionKey.DEBUG)) {
            options.settings().forEach(setting -> messages.say(Level.INFO, "option " + setting));
            judge.thresholds().forEach((name, value) -> messages.say(Level.INFO, "option " + name + " = " + value));
        }
        if (sources.attached()) {
            control.look();
        }
        again.accept(this::again);
        loop.run();
    }

    /** Leaves this JVM as it was, but for what cannot be undone: opened packages, and the bootstrap classes, inert now. */
    private void takeBack() {
        quietly(exit::unregister);
        quietly(probes::close);
        quietly(() -> log.messages().say(Level.INFO, "has left " + jvm.main() + ", pid " + jvm.pid()));
        quietly(loop::close);
        quietly(log.sink()::close);
        left = true;
        mailbox.close();
        desk.gone();
        quietly(control::close);
        awaitAnswers();
        quietly(HandleCaches::forget);
    }

    /** One step of leaving: where it fails, the others are still to be taken, and there is nobody left to tell. */
    private void quietly(Fuse.Work step) {
        try {
            step.run();
        } catch (Throwable e) {
            untaken++;
        }
    }

    private List<GuardedReporter> reporters(Options given, ReportSettings reports) {
        List<GuardedReporter> all = new ArrayList<>();
        all.add(new GuardedReporter(
                new GateReporter(given.get(OptionKey.GATE), log.messages()::say),
                log.messages().complaints()));
        all.addAll(Reporters.all(reports, log));
        return all;
    }

    /** The thread on which the JVM loads agents may still be in here, and needs the loader until it is out. */
    private void awaitAnswers() {
        long until = System.nanoTime() + LAST_WORDS_MS * 1_000_000;
        while (answering.get() > 0 && System.nanoTime() - until < 0) {
            LockSupport.parkNanos(this, 1_000_000);
        }
    }

    private void beforeLook() {
        probes.completeSelfTest();
        boolean before = probes.gaveUp();
        String line = probes.checkErrors();
        if (line != null) {
            log.messages().complaints().accept(line);
        }
        if (probes.gaveUp() && !before) {
            sampler.probesChanged();
        }
        String absent = JdkCheck.news();
        if (absent != null) {
            log.messages().say(Level.WARN, absent);
        }
        control.look();
    }

    /** Asks for the end. Any thread. */
    void leave() {
        leaving = true;
        loop.stop(0);
    }

    JvmInfo jvm() {
        return jvm;
    }

    /** The newest result; null before the first look. Any thread. */
    @Nullable
    Assessment newest() {
        return loop.newest();
    }

    /** The document of {@code status}. Any thread. */
    String status() {
        return Status.json(jvm, changes.options().settings(), probes.statuses(), judge.thresholds(), loop.newest());
    }

    /** Changes settings, on poolscope's thread. Any thread. */
    Changes.Outcome set(String wanted, String source, Duration limit) throws RefusedException {
        AtomicReference<Changes.@Nullable Outcome> outcome = new AtomicReference<>();
        mailbox.ask(
                () -> {
                    outcome.set(changes.set(wanted, source));
                    return "";
                },
                limit);
        return Objects.requireNonNull(outcome.get());
    }

    /**
     * The agent is loaded once more: a request of the command line that has no socket, or settings.
     *
     * @param arguments of that load
     * @return null where poolscope is gone, and another may start
     */
    private @Nullable String again(String arguments) {
        answering.incrementAndGet();
        try {
            if (left) {
                return null;
            }
            Map<String, String> given = new LinkedHashMap<>();
            OptionSources.parse(arguments, "").forEach(option -> given.put(option.key(), option.value()));
            String request = given.get("control");
            String answer = given.get("answer");
            if (request != null && answer != null) {
                ControlFile.answer(request, Path.of(answer), desk);
            } else {
                String outcome = arguments.isBlank()
                        ? "nothing was changed"
                        : set(arguments, "agent arguments, later", Duration.ofSeconds(TO_TAKE_OVER_S))
                                .words();
                log.messages().say(Level.INFO, "already runs in this JVM: " + outcome);
            }
        } catch (IOException | RuntimeException e) {
            log.messages().say(Level.WARN, "cannot take what it was loaded again with: " + Quoted.plain(e.toString()));
        } finally {
            answering.decrementAndGet();
        }
        return "";
    }

    /** Puts changed options into effect. poolscope's thread. */
    private void apply(Options before, Options now) {
        if (differs(before, now, OptionKey.SAMPLE_INTERVAL, OptionKey.MAX_OVERHEAD)) {
            loop.pace(now.get(OptionKey.SAMPLE_INTERVAL).toNanos(), now.get(OptionKey.MAX_OVERHEAD));
            sampler.interval(now.get(OptionKey.SAMPLE_INTERVAL));
        }
        if (!before.rules().equals(now.rules())) {
            judge.change(now.rules());
        }
        ReportSettings reports = reports(now);
        if (differs(before, now, OptionKey.REPORT, OptionKey.REPORT_INTERVAL)) {
            loop.replace("report", Reporters.named("report", reports, log, true), true);
        }
        if (differs(before, now, OptionKey.MICROMETER)) {
            loop.replace("micrometer", Reporters.named("micrometer", reports, log, true), true);
        }
        if (differs(before, now, OptionKey.PROMETHEUS)) {
            loop.replace("prometheus", Reporters.named("prometheus", reports, log, true), true);
        }
        if (differs(before, now, OptionKey.LOG_REPEAT)) {
            // The one before is not closed: both write to the same sink.
            loop.replace("log", Reporters.named("log", reports, log, true), false);
        }
        if (!before.probes().equals(now.probes())) {
            probes.close();
            sampler.probesChanged();
            Probing next = new Probing(instrumentation, now.probes());
            probes = next;
            next.install();
        }
    }

    private static boolean differs(Options before, Options now, OptionKey<?>... keys) {
        return Arrays.stream(keys).anyMatch(key -> !before.get(key).equals(now.get(key)));
    }

    private Map<String, Long> lost() {
        Map<String, Long> lost = new LinkedHashMap<>(probes.lost());
        if (log.sink().lost() > 0) {
            lost.put("log", log.sink().lost());
        }
        if (JdkCheck.missing() > 0) {
            lost.put("jdk-members-absent", (long) JdkCheck.missing());
        }
        return lost;
    }

    private ReportSettings reports(Options options) {
        String report = options.get(OptionKey.REPORT);
        LogTarget target = options.get(OptionKey.LOG);
        return new ReportSettings(
                jvm,
                Version.current(),
                report.equals("none") ? null : report,
                options.get(OptionKey.REPORT_INTERVAL),
                target.toString(),
                options.get(OptionKey.LOG_FORMAT).equals("json"),
                options.get(OptionKey.LOG_REPEAT),
                options.get(OptionKey.PROMETHEUS).orElse(null),
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
