package io.poolscope.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoadedTest {

    @Test
    void theJarComesFirst() {
        assertReads("jar=/a b.jar,probes=on,window=5s", "/a b.jar", "probes=on,window=5s");
        assertReads("jar=/a\\,b.jar,probes", "/a,b.jar", "probes");
        assertReads("jar=/a.jar,", "/a.jar", "");
        assertReads("jar=/a.jar", "/a.jar", "");
    }

    @Test
    void anotherLoaderSaysNothingOfIt() {
        for (String options : new String[] {null, "", "probes=on,jar=/a.jar", "control=hello,answer=/a"}) {
            assertThat(Loaded.read(options).jar()).isNull();
            assertThat(Loaded.read(options).options()).isEqualTo(options);
        }
    }

    private static void assertReads(String arguments, String jar, String options) {
        assertThat(Loaded.read(arguments).jar()).hasToString(jar);
        assertThat(Loaded.read(arguments).options()).isEqualTo(options);
    }
}
