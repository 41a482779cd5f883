package io.poolscope.probe;

import io.poolscope.bootstrap.Failures;
import io.poolscope.bootstrap.Hooks;
import io.poolscope.bootstrap.Records;
import io.poolscope.jdk.JavaBase;
import io.poolscope.jdk.UsedMember;
import io.poolscope.snapshot.Coverage;
import io.poolscope.snapshot.Coverage.ProbeStatus;
import io.poolscope.snapshot.Coverage.Status;
import java.lang.instrument.Instrumentation;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The bytecode layer: weaves the probes in one batch, proves that they answer, and takes them out again.
 *
 * <p>Before the first use of this class {@link io.poolscope.jdk.Opening#open} and {@link BootstrapClasses#define} must
 * have run. Methods that change something are for poolscope's own threads, one at a time.
 */
public final class Probing implements AutoCloseable {
    /** The probes of which only {@link AsyncSelfTest} can tell whether they answer. */
    private static final Set<String> ASYNC = Set.of(
            "completable-future-get", "async-task", "fork-join-task", StageFailureProbe.NAME, StageReadProbe.NAME);

    /** The probes that write into the record of a worker. */
    private static final Set<String> NEED_WORKERS =
            Set.of("future-get", "completable-future-get", "async-task", "failed", ObjectWaitProbe.NAME);

    private final Instrumentation instrumentation;
    private final ProbeSettings settings;
    private final Weaving weaving;
    private final @Nullable CallSites callSites;

    private volatile List<ProbeStatus> statuses;
    private boolean installed;
    private boolean asyncUntested;
    private final ProbeFuse fuse = new ProbeFuse();
    /** Errors in advice before the records of them were cleared. */
    private long errorsBefore;
    /** Why there is none; null where there are some. */
    private volatile @Nullable String notInstalled;

    /**
     * Nothing is woven yet.
     *
     * @param instrumentation the first one of this JVM: only it can take the transformers back
     * @param settings which probes
     */
    public Probing(Instrumentation instrumentation, ProbeSettings settings) {
        this.instrumentation = instrumentation;
        this.settings = settings;
        List<Probe> wanted = new ArrayList<>();
        boolean waits = false;
        for (Probe probe : Probes.all()) {
            if (reasonOff(probe) == null) {
                wanted.add(probe);
                waits |= probe.name().equals(ObjectWaitProbe.NAME);
            }
        }
        weaving = new Weaving(instrumentation, wanted);
        callSites = waits && ObjectWaitProbe.atCallSites() ? new CallSites() : null;
        statuses = describe(Set.of(), "not installed yet", "");
    }

    /** Weaves, and runs the self-test. Takes some hundred milliseconds; throws nothing. Does nothing a second time. */
    public synchronized void install() {
        if (installed) {
            return;
        }
        installed = true;
        if (!settings.on()) {
            return;
        }
        try {
            Class<?> virtual = UsedMember.VIRTUAL_THREAD.type();
            Class<?> carrier = UsedMember.CARRIER_THREAD.type();
            WarmUp.run(settings.timingAll(), virtual, carrier);
            weaving.install();
            if (callSites != null) {
                callSites.install(instrumentation, type -> !JavaBase.uninitialized(type));
            }
            Hooks.start(settings.timingAll(), virtual, carrier);
            Set<String> answered = new HashSet<>(new SelfTest().run());
            if (callSites != null && WaitSample.isWoven(callSites)) {
                answered.add(ObjectWaitProbe.NAME);
            }
            asyncUntested = true;
            answered.addAll(ASYNC);
            statuses = describe(answered, null, now());
            completeSelfTest();
        } catch (Throwable e) {
            close();
            errorsBefore++;
            notInstalled = "could not be installed: " + e;
            statuses = describe(Set.of(), notInstalled, "");
        }
    }

    /**
     * Tests the probes on {@code CompletableFuture} and {@code ForkJoinPool}, as soon as the application has initialised
     * those classes; until then they count as active once woven. poolscope's thread calls it at each look: it costs one
     * read of a flag before and after.
     *
     * @return whether every probe has been tested
     */
    public synchronized boolean completeSelfTest() {
        if (asyncUntested && !JavaBase.uninitialized(java.util.concurrent.ForkJoinPool.class)) {
            asyncUntested = false;
            Set<String> answered = new AsyncSelfTest().run();
            List<ProbeStatus> next = new ArrayList<>();
            for (ProbeStatus status : statuses) {
                boolean silent = status.status() == Status.ACTIVE
                        && ASYNC.contains(status.name())
                        && !answered.contains(status.name());
                next.add(silent ? silent(status.name()) : status);
            }
            statuses = List.copyOf(next);
        }
        return !asyncUntested;
    }

    /**
     * Takes the probes out if their code keeps failing. Once a look.
     *
     * @return a line for the user, or null
     */
    public synchronized @Nullable String checkErrors() {
        boolean before = fuse.blown();
        String line = fuse.look(errors());
        if (fuse.blown() && !before) {
            close();
            statuses = describe(Set.of(), "switched off: its code failed time after time", "");
        }
        return line;
    }

    /** Whether {@link #checkErrors} has taken them out. */
    public boolean gaveUp() {
        return fuse.blown();
    }

    private long errors() {
        return errorsBefore + Records.failures();
    }

    /** Every probe with its state, in the order of the list. Any thread. */
    public List<Coverage.ProbeStatus> statuses() {
        return statuses;
    }

    /** {@code 9 of 10 probes active; object-wait off}. Any thread. */
    public String summary() {
        if (!settings.on()) {
            return "probes off";
        }
        if (notInstalled != null) {
            return "the probes " + notInstalled;
        }
        StringBuilder text = new StringBuilder();
        int active = 0;
        for (ProbeStatus status : statuses) {
            if (status.status() == Status.ACTIVE) {
                active++;
            } else {
                text.append("; ")
                        .append(status.name())
                        .append(' ')
                        .append(status.status().id());
                if (status.status() != Status.OFF) {
                    text.append(" (").append(status.reason()).append(')');
                }
            }
        }
        return active + " of " + statuses.size() + " probes active" + text;
    }

    /** Names in the settings that are no probe's. */
    public List<String> unknownNames() {
        List<String> unknown = new ArrayList<>(settings.plus());
        unknown.addAll(settings.minus());
        for (Probe probe : Probes.all()) {
            unknown.removeIf(probe.name()::equals);
        }
        return List.copyOf(unknown);
    }

    /** What the probes dropped, by cause; only what is not 0. Any thread. */
    public Map<String, Long> lost() {
        Map<String, Long> lost = new LinkedHashMap<>();
        if (settings.on()) {
            put(lost, "probe-stamps", Records.stampsLost());
            put(lost, "probe-workers", Records.workersLost());
            put(lost, "probe-pools", Records.poolsLost());
            put(lost, "probe-task-times", Records.timesLost());
            put(lost, "probe-failures", Failures.lost());
            put(lost, "probe-races", Failures.racesLost());
            put(lost, "errors.probes", errors());
            put(lost, "object-wait-classes", callSites == null ? 0 : callSites.skipped());
        }
        return lost;
    }

    private static void put(Map<String, Long> lost, String cause, long count) {
        if (count != 0) {
            lost.put(cause, count);
        }
    }

    /** Switches the hooks off and takes every transformer back. Idempotent; throws nothing. */
    @Override
    public synchronized void close() {
        asyncUntested = false;
        if (!installed || !settings.on()) {
            return;
        }
        long errors = errors();
        // First the hooks: a thread that is inside woven code stays there, with advice that does nothing.
        Hooks.stop();
        weaving.remove();
        if (callSites != null) {
            callSites.remove(instrumentation);
        }
        // Once more: a thread that was inside a hook may have put a record in after the tables were emptied.
        Hooks.stop();
        errorsBefore = errors;
        statuses = describe(Set.of(), "detached", "");
    }

    private List<ProbeStatus> describe(Set<String> answered, @Nullable String offBecause, String since) {
        List<ProbeStatus> all = new ArrayList<>();
        for (Probe probe : Probes.all()) {
            String off = reasonOff(probe);
            if (off == null) {
                off = offBecause;
            }
            all.add(off != null ? new ProbeStatus(probe.name(), Status.OFF, off, null) : woven(probe, answered, since));
        }
        return List.copyOf(all);
    }

    private ProbeStatus woven(Probe probe, Set<String> answered, String since) {
        String failure = weaving.failure(probe);
        if (failure != null) {
            return new ProbeStatus(probe.name(), Status.FAILED, failure, null);
        }
        String missing = weaving.missing(probe);
        if (missing != null) {
            return new ProbeStatus(probe.name(), Status.MISSING, missing, null);
        }
        return answered.contains(probe.name())
                ? new ProbeStatus(probe.name(), Status.ACTIVE, null, since)
                : silent(probe.name());
    }

    private ProbeStatus silent(String name) {
        String reason = settings.minus().contains(TaskProbe.NAME) && NEED_WORKERS.contains(name)
                ? "needs the probe " + TaskProbe.NAME + ", which makes workers known and is off"
                : "did not answer the self-test";
        return new ProbeStatus(name, Status.FAILED, reason, null);
    }

    private @Nullable String reasonOff(Probe probe) {
        if (!settings.on()) {
            return "probes=off";
        }
        if (settings.minus().contains(probe.name())) {
            return "switched off by the option probes";
        }
        return probe.onByDefault() || settings.plus().contains(probe.name()) ? null : "off by default";
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
