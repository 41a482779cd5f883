package io.poolscope.tests.program;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.Properties;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.StringSerializer;

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
        config.setDataSource(new FakeDatabase());
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
}
