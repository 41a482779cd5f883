package io.poolscope.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.snapshot.CodeLocation;
import org.junit.jupiter.api.Test;

class TaskWordsTest {
    private static final CodeLocation SUBMIT = new CodeLocation("com.acme.Nested", "line", "Nested.java", 17);
    private static final String LAMBDA = "com.acme.Nested$$Lambda";

    @Test
    void aTaskIsItsClassAndALambdaTheLineThatSubmitsIt() {
        assertThat(TaskWords.brief("com.acme.TaxLookup", SUBMIT)).isEqualTo("TaxLookup");
        assertThat(TaskWords.brief(LAMBDA, SUBMIT)).isEqualTo("the lambda submitted at Nested.java:17");
        assertThat(TaskWords.brief(LAMBDA, null)).isEqualTo("a lambda of Nested");
        assertThat(TaskWords.full("com.acme.TaxLookup")).isEqualTo("com.acme.TaxLookup");
        assertThat(TaskWords.full(LAMBDA)).isEqualTo("a lambda of com.acme.Nested");
    }

    @Test
    void anAwaitedThingIsWhatAPersonKnowsOfIt() {
        assertThat(TaskWords.awaited("jdk.internal.net.http.common.MinimalFuture"))
                .isEqualTo("a reply that java.net.http.HttpClient has asked for");
        assertThat(TaskWords.awaited("java.util.concurrent.ForkJoinTask$AdaptedInterruptibleCallable"))
                .isEqualTo("a fork-join task");
        assertThat(TaskWords.awaited("com.acme.Promise")).isEqualTo("com.acme.Promise");
    }
}
