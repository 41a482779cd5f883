package io.poolscope.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FramesTest {
    private final Frames guessed = new Frames(List.of());

    private static StackTraceElement[] stack(String... frames) {
        StackTraceElement[] stack = new StackTraceElement[frames.length];
        for (int i = 0; i < frames.length; i++) {
            int dot = frames[i].lastIndexOf('.');
            stack[i] =
                    new StackTraceElement(frames[i].substring(0, dot), frames[i].substring(dot + 1), "X.java", i + 1);
        }
        return stack;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.acme.orders.OrderService",
                "com.acme.orders.OrderService$Inner",
                "io.poolscope.demo.Deadlock",
                "io.poolscope.tests.Programs",
                "orderservice.Main",
                "Main"
            })
    void isTheApplications(String name) {
        assertThat(guessed.isApplication(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.util.concurrent.FutureTask",
                "jdk.internal.misc.Unsafe",
                "sun.nio.ch.NioSocketImpl",
                "org.springframework.web.client.RestTemplate",
                "com.zaxxer.hikari.pool.HikariPool",
                "io.netty.util.concurrent.DefaultPromise",
                "kotlinx.coroutines.BlockingCoroutine",
                "io.poolscope.bootstrap.Hooks",
                "io.poolscope.watch.Waits",
                "com.acme.OrderService$$SpringCGLIB$$0",
                "com.acme.OrderService$$EnhancerBySpringCGLIB$$1a2b",
                "com.acme.OrderService$$FastClassBySpringCGLIB$$1a2b",
                "com.acme.Main$$Lambda$14/0x0000000800c03000",
                "jdk.proxy2.$Proxy31",
                "com.sun.proxy.$Proxy12"
            })
    void isNotTheApplications(String name) {
        assertThat(guessed.isApplication(name)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "com.acme.A,true",
        "com.acme.b.C,true",
        "com.acmeother.A,false",
        "org.other.A,false",
        "java.lang.A,false"
    })
    void onlyTheGivenPackages(String name, boolean application) {
        assertThat(new Frames(List.of("com.acme")).isApplication(name)).isEqualTo(application);
        assertThat(new Frames(List.of("com.acme.")).isApplication(name)).isEqualTo(application);
    }

    @Test
    void theSiteIsTheInnermostApplicationFrameAndTheCallTheOneAboveWithoutProxies() {
        StackTraceElement[] stack = stack(
                "jdk.internal.misc.Unsafe.park",
                "java.util.concurrent.CompletableFuture.join",
                "org.springframework.X.await",
                "com.acme.Client$$SpringCGLIB$$0.call",
                "com.acme.Service.run",
                "java.lang.Thread.run");
        assertThat(guessed.site(stack)).isEqualTo(4);
        assertThat(guessed.call(stack, 4)).isEqualTo(2);
    }

    @Test
    void aFutureOfTheApplicationsOwnMakingIsNotTheLineToChange() {
        String[] frames = {
            "jdk.internal.misc.Unsafe.park",
            "java.util.concurrent.locks.AbstractQueuedSynchronizer.acquireShared",
            "com.acme.BaseFuture.get",
            "com.acme.ReplyPromise.await",
            "com.acme.Recovery.run",
            "java.lang.Thread.run"
        };
        assertThat(guessed.site(stack(frames))).isEqualTo(4);
        assertThat(guessed.call(stack(frames), 4)).isEqualTo(3);
        // It waits in something else; it is not a wait; nobody calls it.
        frames[1] = "org.quartz.Loop.run";
        assertThat(guessed.site(stack(frames))).isEqualTo(2);
        frames[1] = "java.lang.Object.wait";
        frames[2] = "com.acme.BaseFuture.load";
        assertThat(guessed.site(stack(frames))).isEqualTo(2);
        assertThat(guessed.site(stack("java.lang.Object.wait", "com.acme.BaseFuture.get", "java.lang.Thread.run")))
                .isEqualTo(1);
        assertThat(guessed.site(stack("com.acme.BaseFuture.get", "com.acme.Recovery.run")))
                .isZero();
    }

    @Test
    void aLibraryFrameStandsInWhereNoApplicationFrameIs() {
        StackTraceElement[] stack = stack(
                "jdk.internal.misc.Unsafe.park",
                "java.util.concurrent.CountDownLatch.await",
                "org.quartz.Loop.run",
                "java.lang.Thread.run");
        assertThat(guessed.site(stack)).isEqualTo(2);
    }

    @Test
    void theFrameBelowTheBlockingCallStandsInWhereOnlyTheJdkIs() {
        StackTraceElement[] stack = stack(
                "java.lang.Object.wait",
                "java.util.concurrent.FutureTask.get",
                "java.net.SomeCleaner.clean",
                "java.lang.Thread.run");
        assertThat(guessed.site(stack)).isEqualTo(2);
        assertThat(guessed.site(stack("java.lang.Object.wait", "java.lang.Thread.run")))
                .isEqualTo(1);
        assertThat(guessed.site(stack())).isEqualTo(-1);
    }

    @Test
    void aMonitorOfTheSiteItselfHasNoCall() {
        assertThat(guessed.call(stack("com.acme.Service.run", "java.lang.Thread.run"), 0))
                .isEqualTo(-1);
    }
}
