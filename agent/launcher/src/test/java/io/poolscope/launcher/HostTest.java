package io.poolscope.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which JVMs poolscope stays out of. */
class HostTest {

    @ParameterizedTest
    @CsvSource({"1.8,1.8.0_402", "9,9.0.4", "11,11.0.2", "16,16.0.2", "nonsense,nonsense"})
    void anOldJavaGetsOneClearLine(String specification, String version) {
        assertThat(Host.refusal(specification, version, ": the application starts without it"))
                .isEqualTo("needs Java 17 or later, this is " + version + ": the application starts without it");
    }

    @Test
    void aJavaWithoutAVersionIsTooOld() {
        assertThat(Host.refusal(null, null, "")).startsWith("needs Java 17");
    }

    @ParameterizedTest
    @ValueSource(strings = {"17", "21", "25", "100"})
    void laterOnesAreFine(String specification) {
        assertThat(Host.refusal(specification, specification, "")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdk.jcmd", "jdk.compiler", "java.base", "java.rmi", "java.scripting"})
    void toolsOfTheJdkAreLeftAlone(String module) {
        assertThat(Host.isJdkTool(module)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"com.acme.shop", "jdkless", "javafx.app", "io.java.app"})
    void applicationsInModulesAreNone(String module) {
        assertThat(Host.isJdkTool(module)).isFalse();
    }

    @Test
    void anApplicationOnTheClassPathIsNone() {
        assertThat(Host.isJdkTool(null)).isFalse();
    }
}
