package io.poolscope.report;

import io.poolscope.report.meter.Endpoint;
import io.poolscope.snapshot.JvmInfo;
import java.lang.instrument.Instrumentation;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the ways out are to do, and what they need from outside.
 *
 * @param jvm the JVM
 * @param version version of poolscope
 * @param report path of the report; null for none
 * @param reportInterval time between two writings of it
 * @param log {@code stderr}, {@code application}, {@code file:PATH} or {@code none}
 * @param logJson whether a log line is a JSON object
 * @param logRepeat time between two lines about a finding that stays open
 * @param prometheus where an own endpoint listens; null for none
 * @param micrometer whether the application's Micrometer shows the meters
 * @param maxPools pools shown apart in meters
 * @param everyTaskTimed whether each task is timed by the clock
 * @param bridgeClasses class file of a binary name in {@code io.poolscope.bridge}; null where there is none
 * @param instrumentation of the agent
 * @param initialised whether a class is initialised, found out without doing it
 * @param zone time zone of text; asked for when the first text is written, since to ask settles it for the application
 * @param now wall-clock time
 * @param nanos monotonic clock, nanoseconds
 */
public record ReportSettings(
        JvmInfo jvm,
        String version,
        @Nullable String report,
        Duration reportInterval,
        String log,
        boolean logJson,
        Duration logRepeat,
        @Nullable Endpoint prometheus,
        boolean micrometer,
        int maxPools,
        boolean everyTaskTimed,
        Function<String, byte @Nullable []> bridgeClasses,
        Instrumentation instrumentation,
        Predicate<Class<?>> initialised,
        Supplier<ZoneId> zone,
        Supplier<Instant> now,
        LongSupplier nanos) {}
