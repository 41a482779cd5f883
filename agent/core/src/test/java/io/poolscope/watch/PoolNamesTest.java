package io.poolscope.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.snapshot.CodeLocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoolNamesTest {
    private static final CodeLocation MADE =
            new CodeLocation("com.acme.OrderService", "<init>", "OrderService.java", 42);

    @ParameterizedTest
    @CsvSource({
        "orders-3, orders",
        "http-nio-8080-exec-7, http-nio-8080-exec",
        "'worker #12', worker",
        "task_4, task",
        "orders, orders",
        "boundedElastic-evictor-1, boundedElastic-evictor",
        "pool-3-thread-1, pool-3",
        "ForkJoinPool-1-worker-12, ForkJoinPool-1",
        "Thread-7, Thread",
        "'42', '42'",
        "OkHttp http://127.0.0.1:4711/..., OkHttp Dispatcher",
    })
    void isThePrefixWithoutItsNumber(String thread, String name) {
        assertThat(PoolNames.of(thread, null)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "pool-3-thread-1, OrderService:42",
        "ForkJoinPool-1-worker-1, OrderService:42",
        "Thread-7, OrderService:42",
        "orders-3, orders",
    })
    void isThePlaceThatMadeItWhereNobodyChoseAName(String thread, String name) {
        assertThat(PoolNames.of(thread, MADE)).isEqualTo(name);
    }

    @Test
    void isCut() {
        assertThat(PoolNames.of("x".repeat(5000), null)).hasSize(200);
    }

    @Test
    void ofAPoolWithoutWorkers() {
        assertThat(PoolNames.ofNew("java.util.concurrent.ThreadPoolExecutor", MADE))
                .isEqualTo("OrderService:42");
        assertThat(PoolNames.ofNew("java.util.concurrent.ThreadPoolExecutor", null))
                .isEqualTo("ThreadPoolExecutor");
    }

    @ParameterizedTest
    @CsvSource({
        "*, orders, true",
        "ord*, orders, true",
        "*ers, orders, true",
        "o?ders, orders, true",
        "order, orders, false",
        "*x*, orders, false",
        "o*d*s, orders, true",
        "'', orders, false"
    })
    void globs(String glob, String name, boolean matches) {
        assertThat(Globs.matches(glob, name)).isEqualTo(matches);
    }
}
