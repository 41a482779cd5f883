package io.poolscope.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.poolscope.attach.Attaching;
import io.poolscope.attach.Jvm;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A stay of poolscope in a JVM for as long as a command lasts. What was not there before is taken out at the end, also
 * when the command is interrupted; a poolscope that was there gets its settings back, and stays.
 */
final class Visit implements AutoCloseable {
    /** What diagnose and record may cost, of one core. */
    private static final String OVERHEAD = "max-overhead=5%";
    /**
     * Nothing of a visit shows in the application: not in its standard error, not in its meters, not in a file.
     */
    private static final String QUIET = "," + OVERHEAD + ",log=none,micrometer=off,prometheus=off,report=none";
    /** Between two looks of ours: rare enough to cost the target nothing, often enough to have something if it dies. */
    private static final long POLL_MS = 1000;

    private final Console console;
    private final Common common;
    private final Jvm jvm;
    private final Thread hook;
    private @Nullable Live live;
    private boolean wasThere;
    private @Nullable String before;
    private boolean over;
    private volatile boolean interrupted;

    private Visit(Console console, Common common, Jvm jvm) {
        this.console = console;
        this.common = common;
        this.jvm = jvm;
        hook = new Thread(this::leaveInterrupted, "poolscope-leave");
    }

    /**
     * Gets in.
     *
     * @param probes whether the probes shall be on
     * @param settings more of them, for a poolscope that comes with this visit; begins with a comma or is empty
     */
    static Visit begin(Console console, Common common, Jvm jvm, boolean probes, String settings) throws IOException {
        Visit visit = new Visit(console, common, jvm);
        Runtime.getRuntime().addShutdownHook(visit.hook);
        try {
            visit.enter(probes, settings);
            return visit;
        } catch (IOException | RuntimeException e) {
            visit.close();
            throw e;
        }
    }

    private synchronized void enter(boolean probes, String settings) throws IOException {
        if (probes) {
            Notes.probes(console, jvm);
        }
        Attaching.Attached attached = Attaching.open(
                jvm, "probes=" + (probes ? "on" : "off") + QUIET + settings, console.jar(), common.timeout());
        Live entered = new Live(jvm, attached.channel(), common.timeout());
        live = entered;
        wasThere = attached.wasThere();
        if (wasThere) {
            before = restoring(entered.status(), probes);
            entered.set(OVERHEAD + (probes ? ",probes=on" : ""));
        } else {
            Notes.warning(console, jvm);
        }
    }

    /** The settings that this visit changes, as they were. */
    private static String restoring(JsonObject status, boolean probes) {
        StringBuilder settings = new StringBuilder();
        for (JsonElement element : status.getAsJsonArray("settings")) {
            JsonObject setting = element.getAsJsonObject();
            String key = setting.get("key").getAsString();
            if (key.equals("max-overhead") || probes && key.equals("probes")) {
                settings.append(settings.isEmpty() ? "" : ",")
                        .append(key)
                        .append('=')
                        .append(setting.get("value").getAsString());
            }
        }
        return settings.toString();
    }

    /** Whether poolscope was in the JVM before. */
    boolean wasThere() {
        return wasThere;
    }

    /**
     * Looks for a while.
     *
     * @return the last report there was; null if there was none. If the JVM ended meanwhile, the one before
     */
    @Nullable
    String look(Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        String last = null;
        while (true) {
            long left = Math.max(0, end - System.nanoTime()) / 1_000_000;
            Thread.sleep(Math.min(POLL_MS, left));
            try {
                last = document(last);
            } catch (Failure gone) {
                if (last == null || interrupted) {
                    throw gone;
                }
                Cli.say(console, gone.getMessage() + "; this is what was seen until then");
                return last;
            }
            if (System.nanoTime() >= end) {
                return last;
            }
        }
    }

    private synchronized @Nullable String document(@Nullable String last) {
        if (live == null) {
            throw new Failure(Exit.NO_TARGET, "interrupted");
        }
        String newest = live.document();
        return newest == null ? last : newest;
    }

    /** Leaves the JVM as it was. A JVM that has ended needs nothing. */
    @Override
    public void close() {
        leave();
        if (interrupted) {
            return;
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            return;
        }
    }

    private synchronized void leave() {
        if (over || live == null) {
            return;
        }
        over = true;
        try (Live leaving = live) {
            if (!wasThere) {
                leaving.detach();
            } else if (before != null && !before.isEmpty()) {
                leaving.set(before);
            }
        } catch (Failure failure) {
            if (ProcessHandle.of(jvm.pid()).isPresent()) {
                Cli.say(
                        console,
                        "could not take poolscope out again: " + failure.getMessage() + "; do it with: detach "
                                + jvm.pid());
            }
        }
    }

    private void leaveInterrupted() {
        interrupted = true;
        leave();
    }
}
