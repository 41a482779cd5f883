package io.poolscope.report.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.report.Samples;
import io.poolscope.report.bridge.Bridges;
import io.poolscope.report.bridge.LibraryWatch;
import io.poolscope.report.bridge.Loaders;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ApplicationSinkTest {
    private final Instrumentation instrumentation = Loaders.instrumentation();
    private final Set<Class<?>> initialised = new HashSet<>();
    private final List<String> stderr = new ArrayList<>();
    private final LibraryWatch watch =
            new LibraryWatch("org.slf4j.LoggerFactory", instrumentation, initialised::contains, false);
    private final ApplicationSink sink =
            new ApplicationSink(watch, new Bridges(Samples.bridgeClasses()), (level, text) -> stderr.add(text));

    @Test
    void waitsForTheApplicationsLoggingAndThenWritesThere() throws Exception {
        try (URLClassLoader application = Loaders.application("^(slf4j-api|logback-)")) {
            sink.line(Level.INFO, "early");
            Class<?> factory = Class.forName("org.slf4j.LoggerFactory", false, application);
            sink.look();
            Class.forName("org.slf4j.LoggerFactory", true, application);
            initialised.add(factory);
            sink.look();
            assertThat(state(factory))
                    .as("initialised, but not yet looking for a provider")
                    .isEqualTo(0);

            Object appender = recordAll(application, factory);
            sink.look();
            sink.finding(Level.ERROR, "poolscope CRITICAL {} ${jndi:ldap://x}\n  fix: it");
            sink.close();

            assertThat(events(appender))
                    .containsExactly(
                            "INFO io.poolscope early",
                            "ERROR io.poolscope.finding poolscope CRITICAL {} $ {jndi:ldap://x}\n  fix: it");
            assertThat(stderr).isEmpty();
            assertThat(sink.lost()).isZero();
            assertThat(Loaders.transforms(instrumentation, watch)).isFalse();
        }
    }

    @Test
    void withoutAProviderLinesGoToStandardError() throws Exception {
        try (URLClassLoader application = Loaders.application("^slf4j-api")) {
            sink.line(Level.WARN, "early");
            Class<?> factory = Class.forName("org.slf4j.LoggerFactory", true, application);
            initialised.add(factory);
            factory.getMethod("getILoggerFactory").invoke(null);
            sink.look();
            assertThat(stderr).hasSize(2).last().isEqualTo("early");
            sink.close();
        }
    }

    @Test
    void whatStillWaitsAtTheEndIsNotLostAndTheBufferIsBounded() {
        for (int i = 0; i < 205; i++) {
            sink.line(Level.INFO, "line " + i);
        }
        sink.close();
        assertThat(stderr).hasSize(200).first().isEqualTo("line 5");
        assertThat(sink.lost()).isEqualTo(5);
    }

    private static int state(Class<?> factory) throws ReflectiveOperationException {
        Field state = factory.getDeclaredField("INITIALIZATION_STATE");
        state.setAccessible(true);
        return state.getInt(null);
    }

    /** What an application does: makes SLF4J find logback; a list appender takes what is logged. */
    private static Object recordAll(ClassLoader application, Class<?> factory) throws ReflectiveOperationException {
        Object root = factory.getMethod("getLogger", String.class).invoke(null, "ROOT");
        Class<?> type = application.loadClass("ch.qos.logback.core.read.ListAppender");
        Object appender = type.getConstructor().newInstance();
        type.getMethod("start").invoke(appender);
        Class<?> logger = application.loadClass("ch.qos.logback.classic.Logger");
        logger.getMethod("detachAndStopAllAppenders").invoke(root);
        logger.getMethod("addAppender", application.loadClass("ch.qos.logback.core.Appender"))
                .invoke(root, appender);
        return appender;
    }

    private static List<String> events(Object appender) throws ReflectiveOperationException {
        List<String> lines = new ArrayList<>();
        for (Object event : (List<?>) appender.getClass().getField("list").get(appender)) {
            Class<?> api = event.getClass().getClassLoader().loadClass("ch.qos.logback.classic.spi.ILoggingEvent");
            StringBuilder line = new StringBuilder();
            for (String getter : List.of("getLevel", "getLoggerName", "getFormattedMessage")) {
                Method method = api.getMethod(getter);
                line.append(line.isEmpty() ? "" : " ").append(method.invoke(event));
            }
            lines.add(line.toString());
        }
        return lines;
    }
}
