package io.poolscope.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.finding.Assessment;
import io.poolscope.finding.Finding;
import io.poolscope.finding.Severity;
import io.poolscope.snapshot.BlockKind;
import io.poolscope.snapshot.CarriersUnreadable;
import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.PinnedCarrier;
import io.poolscope.snapshot.PinnedCarrier.Reason;
import io.poolscope.snapshot.PoolKind;
import io.poolscope.snapshot.Stack;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CarrierPinnedTest {
    private static final CodeLocation AWAIT = Snapshots.at("Rates", "load", 23);
    private static final CodeLocation INVOKE = new CodeLocation(
            "jdk.internal.reflect.DirectMethodHandleAccessor$NativeAccessor",
            "invoke0",
            "DirectMethodHandleAccessor.java",
            0);
    private static final CodeLocation INITIALISER = Snapshots.at("Rates", "<clinit>", 11);
    private static final String NAME = "virtual threads";

    private static PinnedCarrier pinned(Reason reason, @Nullable CodeLocation at, double ms) {
        return new PinnedCarrier(
                NAME,
                AWAIT,
                "java.util.concurrent.CountDownLatch.await",
                new Stack("1", List.of()),
                reason,
                at,
                3,
                ms,
                1);
    }

    private static PoolOf carriers() {
        return PoolOf.name(NAME).kind(PoolKind.VIRTUAL_SCHEDULER).limits(null, 2, 2);
    }

    private static WaitOf held(double ms) {
        return WaitOf.of(BlockKind.PINNED, AWAIT).open(ms);
    }

    private static Snapshots look(PoolOf pool) {
        return Snapshots.look(7).version("25.0.3").pool(pool);
    }

    private static List<Finding> judged(Snapshots look) {
        return Snapshots.judged(look).findings();
    }

    @Test
    void raisedByAVirtualThreadThatBlocksForTwentyMillisecondsOnItsCarrier() {
        PoolOf pool = carriers().blocked(1, held(900)).idle(1);
        assertThat(judged(look(pool).fact(pinned(Reason.NATIVE_FRAME, INVOKE, 19.9))))
                .isEmpty();
        List<Finding> findings = judged(look(pool).fact(pinned(Reason.NATIVE_FRAME, INVOKE, 20)));
        assertThat(findings).hasSize(1);
        Finding finding = findings.get(0);
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.site()).isEqualTo(AWAIT);
        assertThat(finding.title())
                .isEqualTo(
                        "virtual threads block in CountDownLatch.await at Rates.java:23 and cannot leave their carriers,"
                                + " the longest for 20 ms: a native frame,"
                                + " DirectMethodHandleAccessor$NativeAccessor.invoke0");
        assertThat(Snapshots.body(finding))
                .containsExactly(
                        "3 waits of virtual threads since the last look, 1 open, in CountDownLatch.await at"
                                + " com.acme.orders.Rates.load(Rates.java:23)",
                        "held on the carrier by a native frame, DirectMethodHandleAccessor$NativeAccessor.invoke0, "
                                + INVOKE,
                        "1 of 2 carriers held now; 0 virtual threads wait for one",
                        "fix: run what reaches Rates.java:23 on an executor of platform threads, or do not wait below the"
                                + " native call at " + INVOKE.brief());
    }

    @Test
    void criticalWhereAllCarriersAreHeld() {
        Snapshots look = look(carriers().blocked(2, held(3000)).queue(7, 2900))
                .fact(pinned(Reason.CLASS_INITIALISER, INITIALISER, 3000));
        assertThat(judged(look)).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
            assertThat(finding.title())
                    .startsWith("both carriers of virtual threads are held: virtual threads block")
                    .endsWith("the class initialiser of Rates");
            assertThat(finding.details())
                    .contains("both carriers held now; 7 virtual threads wait for one, the oldest for 2.9 s");
            assertThat(finding.fix())
                    .isEqualTo(
                            "do not wait in a class initialiser: move the wait at Rates.java:23 out of Rates's static"
                                    + " initialiser, to a method that is called once, or load the class before virtual threads"
                                    + " need it");
        });
    }

    @Test
    void notCriticalWhileACarrierIsFreeOrReplaced() {
        assertThat(judged(look(carriers()
                                .blocked(1, held(3000))
                                .blocked(1, held(3000).managed()))
                        .fact(pinned(Reason.NATIVE_FRAME, INVOKE, 3000))))
                .extracting(Finding::severity)
                .containsExactly(Severity.WARNING);
        assertThat(judged(look(carriers().blocked(1, held(3000)).running(1))
                        .fact(pinned(Reason.NATIVE_FRAME, INVOKE, 3000))))
                .extracting(Finding::severity)
                .containsExactly(Severity.WARNING);
    }

    @Test
    void tellsTheStarvationOfTheSchedulerAsItsOwnStory() {
        Snapshots[] looks = Snapshots.times(
                4,
                n -> Snapshots.look(n)
                        .version("25.0.3")
                        .pool(carriers().blocked(2, held(5000)).queue(7, 4000))
                        .site(NAME, AWAIT, BlockKind.PINNED, false, 8000, 0, 2, 2)
                        .fact(pinned(Reason.NATIVE_FRAME, INVOKE, 5000)));
        assertThat(Snapshots.judged(looks).findings())
                .filteredOn(Finding::open)
                .extracting(Finding::rule)
                .containsExactly("carrier-pinned");
    }

    /** It is the JDK's pool, but the application's threads. */
    @Test
    void isNoHousekeepingOfALibrary() {
        assertThat(judged(look(carriers().library().blocked(1, held(900)).idle(1))
                        .fact(pinned(Reason.NATIVE_FRAME, INVOKE, 900))))
                .extracting(Finding::severity)
                .containsExactly(Severity.WARNING);
    }

    @Test
    void saysWhatItCannotJudge() {
        assertThat(reason(Snapshots.judged(Snapshots.look(1)))).isEqualTo("no virtual threads on this JVM");
        assertThat(reason(Snapshots.judged(Snapshots.look(1).version("21"))))
                .as("on 21, without any")
                .isNull();
        assertThat(reason(Snapshots.judged(
                        look(carriers().blocked(1, held(900)).idle(1)).fact(new CarriersUnreadable(NAME)))))
                .isEqualTo("the virtual threads of this JVM cannot be read from their carriers");
    }

    private static @Nullable String reason(Assessment assessment) {
        return assessment.notEvaluated().stream()
                .filter(not -> not.rule().equals("carrier-pinned"))
                .map(Assessment.NotEvaluated::reason)
                .findFirst()
                .orElse(null);
    }

    @Test
    void readsTheFeatureVersion() {
        assertThat(CarrierPinned.feature("17.0.21")).isEqualTo(17);
        assertThat(CarrierPinned.feature("25")).isEqualTo(25);
        assertThat(CarrierPinned.feature("26-ea")).isEqualTo(26);
        assertThat(CarrierPinned.feature("")).isZero();
    }
}
