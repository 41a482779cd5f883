package io.poolscope.watch;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the stack of a wait for a connection tells beside its place: whose pool it is, and what is held meanwhile. */
final class LendingStacks {
    /** What people call the classic client of Apache HttpClient 5. */
    static final String CLIENT = "Apache HttpClient 5";
    /** Its thread that closes idle connections has this in its name. */
    private static final String LOOKS_AFTER = "idle-connection-evictor";
    /** What it calls with a connection that was lent. */
    private static final String EXCHANGE = "org.apache.hc.core5.http.impl.io.HttpRequestExecutor.execute(";

    /** Beginnings of classes that lend, and what people call the library; asked from the innermost frame on. */
    private static final List<Map.Entry<String, String>> LIBRARIES = List.of(
            Map.entry("com.zaxxer.hikari.", "HikariCP"),
            Map.entry("org.apache.tomcat.dbcp.", "commons-pool2"),
            Map.entry("org.apache.commons.pool2.", "commons-pool2"),
            Map.entry("org.apache.commons.pool.", "commons-pool"),
            Map.entry("org.apache.tomcat.jdbc.", "Tomcat JDBC pool"),
            Map.entry("org.apache.hc.", CLIENT),
            Map.entry("org.apache.http.", "Apache HttpClient"),
            Map.entry("io.agroal.", "Agroal"),
            Map.entry("com.mchange.", "c3p0"),
            Map.entry("com.alibaba.druid.", "Druid"),
            Map.entry("com.mongodb.", "MongoDB driver"),
            Map.entry("oracle.ucp.", "Oracle UCP"),
            Map.entry("java.util.concurrent.Semaphore", "Semaphore"));

    /** Calls that hold a connection for as long as what they call back lasts. */
    private static final Set<String> HOLD = Set.of(
            "org.springframework.jdbc.core.JdbcTemplate.execute",
            "org.springframework.transaction.support.TransactionTemplate.execute",
            "org.springframework.transaction.interceptor.TransactionAspectSupport.invokeWithinTransaction",
            "org.springframework.orm.jpa.JpaTransactionManager.doBegin",
            "org.hibernate.jdbc.WorkExecutor.executeWork",
            "org.jooq.impl.DefaultDSLContext.transactionResult0",
            "org.jdbi.v3.core.Jdbi.withHandle");

    /** Frames of these between the call that holds and the line that made it. */
    private static final List<String> BETWEEN =
            List.of("org.springframework.", "org.hibernate.", "org.jooq.", "org.jdbi.", "java.", "jdk.", "sun.");

    /** A call that holds a connection around a wait for one, and the frame that made it. */
    record Holding(String call, @Nullable String from) {}

    private LendingStacks() {}

    /** What people call the library that lends; the class of the blocking call where it is none of these. */
    static String library(Reading reading) {
        for (String frame : reading.stack().frames().subList(0, reading.siteIndex())) {
            for (Map.Entry<String, String> library : LIBRARIES) {
                if (frame.startsWith(library.getKey())) {
                    return library.getValue();
                }
            }
        }
        return "a pool";
    }

    /** Whether a connection is to come from a client of Apache HttpClient 5. */
    static boolean usesClient(Reading reading) {
        return library(reading).equals(CLIENT);
    }

    /** Whether the thread is inside an exchange over a connection that such a client lent. */
    static boolean hasConnection(Reading reading) {
        return reading.stack().frames().subList(0, reading.siteIndex()).stream()
                .anyMatch(frame -> frame.startsWith(EXCHANGE));
    }

    /** Whether a thread of this name closes idle connections of such a client. */
    static boolean looksAfterClient(String thread) {
        return thread.contains(LOOKS_AFTER);
    }

    /** The library's class by which the kind of the wait is known, of several the innermost; null where none is. */
    static @Nullable String awaited(Reading reading) {
        List<String> frames = reading.stack().frames().subList(0, reading.siteIndex());
        for (String frame : frames) {
            String call = call(frame);
            String owner = call.substring(0, Math.max(0, call.lastIndexOf('.')));
            if (KnownCalls.knows(owner, reading.kind())) {
                int nested = owner.indexOf('$');
                return nested < 0 ? owner : owner.substring(0, nested);
            }
        }
        return null;
    }

    /** What is held already, by the frames that called the line at which the thread waits; null where none says so. */
    static @Nullable Holding holding(Reading reading) {
        List<String> frames = reading.stack().frames();
        for (int i = reading.siteIndex() + 1; i < frames.size(); i++) {
            String call = call(frames.get(i));
            if (HOLD.contains(call)) {
                return new Holding(call, from(frames, i));
            }
        }
        return null;
    }

    private static @Nullable String from(List<String> frames, int call) {
        for (int i = call + 1; i < frames.size(); i++) {
            String frame = frames.get(i);
            if (!Frames.isGenerated(call(frame)) && BETWEEN.stream().noneMatch(frame::startsWith)) {
                return frame;
            }
        }
        return null;
    }

    /** Class and method of a frame as it is shown. */
    private static String call(String frame) {
        int file = frame.indexOf('(');
        return file < 0 ? frame : frame.substring(0, file);
    }
}
