package io.poolscope.tests.program;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.PrintWriter;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * What libraries keep running beside the application: HikariCP's threads that open and retire connections, and the network
 * threads of Kafka's producers, whose broker does not answer.
 */
public final class Housekeeping {

    private Housekeeping() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        HikariConfig config = new HikariConfig();
        config.setPoolName("orders-db");
        config.setDataSource(new Local());
        config.setMaximumPoolSize(4);
        HikariDataSource database = new HikariDataSource(config);
        Load.of(4, Executors.newFixedThreadPool(4, Threads.named("orders")), () -> {
            Threads.Body query = () -> database.getConnection().close();
            query.runUnchecked();
        });
        Properties settings = new Properties();
        settings.setProperty("bootstrap.servers", "127.0.0.1:1");
        settings.setProperty("buffer.memory", "1048576");
        for (int i = 0; i < 3; i++) {
            new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
        }
        Lifeline.moment("there");
        Lifeline.stay();
    }

    /** A database that has nothing to say. */
    private record Local() implements DataSource {
        @Override
        public Connection getConnection() {
            return (Connection) Proxy.newProxyInstance(
                    Local.class.getClassLoader(),
                    new Class<?>[] {Connection.class},
                    (proxy, method, arguments) -> answer(method.getReturnType()));
        }

        private static @Nullable Object answer(Class<?> type) {
            return type == boolean.class ? Boolean.TRUE : type == int.class ? Integer.valueOf(0) : null;
        }

        @Override
        public Connection getConnection(String user, String password) {
            return getConnection();
        }

        @Override
        public @Nullable PrintWriter getLogWriter() {
            return null;
        }

        @Override
        public void setLogWriter(@Nullable PrintWriter out) {}

        @Override
        public void setLoginTimeout(int seconds) {}

        @Override
        public int getLoginTimeout() {
            return 0;
        }

        @Override
        public Logger getParentLogger() {
            return Logger.getGlobal();
        }

        @Override
        public <T> T unwrap(Class<T> type) {
            return type.cast(this);
        }

        @Override
        public boolean isWrapperFor(Class<?> type) {
            return type.isInstance(this);
        }
    }
}
