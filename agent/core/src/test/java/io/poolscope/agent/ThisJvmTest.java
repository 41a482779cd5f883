package io.poolscope.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThisJvmTest {

    @ParameterizedTest
    @CsvSource({
        "com.acme.Main, com.acme.Main",
        "com.acme.Main --password=secret, com.acme.Main",
        "/opt/orders/orders.jar --server.port=1, orders.jar",
        "/opt/our orders/orders.jar secret, orders.jar",
        "orders.jar, orders.jar",
        "com.acme.Main secret.jar, com.acme.Main",
        "acme.module/com.acme.Main x, com.acme.Main",
        "'', unknown",
    })
    void should_name_the_main_class_or_jar_without_its_arguments(String command, String main) {
        assertThat(ThisJvm.main(command)).isEqualTo(main);
    }

    @Test
    void should_know_the_process_id() {
        assertThat(ThisJvm.pid()).isEqualTo(ProcessHandle.current().pid());
    }
}
