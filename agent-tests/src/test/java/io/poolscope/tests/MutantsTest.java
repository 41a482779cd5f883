package io.poolscope.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.tests.harness.BrokenJar;
import io.poolscope.tests.harness.Mutant;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The tests of harm are tested: each must fail on an agent that does that harm. A test that passes on the sound jar and on
 * the broken one proves nothing.
 */
@EnabledIfSystemProperty(named = "poolscope.matrix", matches = "true")
final class MutantsTest {

    private static final Duration LIMIT = Duration.ofMinutes(8);
    private static final String HOOKS = "io.poolscope.bootstrap.Hooks";
    private static final String ENTRY = "io.poolscope.agent.AgentMain";

    private static final Map<String, Mutant.Verdict> SOUND = new ConcurrentHashMap<>();

    /** A harm, and the test that has to see it. */
    enum Harm {
        RUNS_A_TASK_TWICE(jar -> jar.before(HOOKS, "executed", code -> {
            code.visitVarInsn(Opcodes.ALOAD, 1);
            code.visitTypeInsn(Opcodes.CHECKCAST, "java/lang/Runnable");
            code.visitMethodInsn(Opcodes.INVOKEINTERFACE, "java/lang/Runnable", "run", "()V", true);
        })),
        LOSES_A_TASK(jar -> jar.before(HOOKS, "taskTaken", code -> {
            code.visitVarInsn(Opcodes.ALOAD, 1);
            code.visitTypeInsn(Opcodes.CHECKCAST, "java/util/concurrent/Future");
            code.visitInsn(Opcodes.ICONST_0);
            code.visitMethodInsn(Opcodes.INVOKEINTERFACE, "java/util/concurrent/Future", "cancel", "(Z)Z", true);
            code.visitInsn(Opcodes.POP);
        })),
        EATS_AN_INTERRUPT(jar -> jar.before(HOOKS, "taskEnded", MutantsTest::interrupted)
                .before(HOOKS, "supplied", MutantsTest::interrupted)
                .before("io.poolscope.bootstrap.Records", "of", MutantsTest::interrupted)),
        EATS_A_PERMIT(jar -> jar.before(HOOKS, "supplied", code -> {
            code.visitLdcInsn(1L);
            code.visitMethodInsn(
                    Opcodes.INVOKESTATIC, "java/util/concurrent/locks/LockSupport", "parkNanos", "(J)V", false);
        })),
        LETS_AN_ERROR_OUT(jar -> jar.throwingForTheApplication(HOOKS, "taskEnded", IllegalStateException.class)
                .throwingForTheApplication(HOOKS, "executed", IllegalStateException.class)
                .instead("io.poolscope.probe.Weaver$1", "apply", MutantsTest::rethrow)),
        WRITES_TO_STANDARD_OUTPUT(jar -> jar.first(ENTRY, "start", code -> {
            code.visitFieldInsn(Opcodes.GETSTATIC, "java/lang/System", "out", "Ljava/io/PrintStream;");
            code.visitLdcInsn("poolscope is here");
            code.visitMethodInsn(
                    Opcodes.INVOKEVIRTUAL, "java/io/PrintStream", "println", "(Ljava/lang/String;)V", false);
        })),
        SETS_A_PROPERTY(jar -> jar.first(ENTRY, "start", code -> {
            code.visitLdcInsn("poolscope.started");
            code.visitLdcInsn("true");
            code.visitMethodInsn(
                    Opcodes.INVOKESTATIC,
                    "java/lang/System",
                    "setProperty",
                    "(Ljava/lang/String;Ljava/lang/String;)Ljava/lang/String;",
                    false);
            code.visitInsn(Opcodes.POP);
        })),
        REPLACES_THE_HANDLER(jar -> jar.first(ENTRY, "start", code -> {
            code.visitMethodInsn(
                    Opcodes.INVOKESTATIC, "java/lang/Thread", "currentThread", "()Ljava/lang/Thread;", false);
            code.visitMethodInsn(
                    Opcodes.INVOKEVIRTUAL, "java/lang/Thread", "getThreadGroup", "()Ljava/lang/ThreadGroup;", false);
            code.visitMethodInsn(
                    Opcodes.INVOKESTATIC,
                    "java/lang/Thread",
                    "setDefaultUncaughtExceptionHandler",
                    "(Ljava/lang/Thread$UncaughtExceptionHandler;)V",
                    false);
        })),
        ENDS_THE_JVM(jar -> jar.first("io.poolscope.agent.Loop", "look", code -> {
            code.visitInsn(Opcodes.ICONST_0);
            code.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/System", "exit", "(I)V", false);
        })),
        KEEPS_THE_JVM_ALIVE(
                HarmlessTest.class,
                "aJvmThatEndsAtOnceEndsClean",
                jar -> jar.first("io.poolscope.launcher.Start", "go", code -> {
                    // Its thread is no daemon.
                    code.visitTypeInsn(Opcodes.NEW, "java/util/Timer");
                    code.visitInsn(Opcodes.DUP);
                    code.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/util/Timer", "<init>", "()V", false);
                    code.visitInsn(Opcodes.POP);
                })),
        WAKES_THE_LOGGING(
                HarmlessTest.class,
                "nothingIsWokenThatAnApplicationConfigures",
                jar -> jar.first(ENTRY, "start", code -> {
                    code.visitMethodInsn(
                            Opcodes.INVOKESTATIC,
                            "java/util/logging/LogManager",
                            "getLogManager",
                            "()Ljava/util/logging/LogManager;",
                            false);
                    code.visitInsn(Opcodes.POP);
                })),
        HOLDS_A_TASK(
                HostFaultsTest.class,
                "applicationsThatAreDroppedAreCollected",
                jar -> jar.before(HOOKS, "executed", code -> {
                    code.visitMethodInsn(
                            Opcodes.INVOKESTATIC,
                            "java/lang/System",
                            "getProperties",
                            "()Ljava/util/Properties;",
                            false);
                    code.visitVarInsn(Opcodes.ALOAD, 1);
                    code.visitVarInsn(Opcodes.ALOAD, 1);
                    code.visitMethodInsn(
                            Opcodes.INVOKEVIRTUAL,
                            "java/util/Properties",
                            "put",
                            "(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;",
                            false);
                    code.visitInsn(Opcodes.POP);
                })),
        OPENS_A_PORT(
                PrometheusTest.class,
                "noPortIsOpenUnlessAsked",
                jar -> jar.first(ENTRY, "start", code -> {
                    code.visitTypeInsn(Opcodes.NEW, "java/net/ServerSocket");
                    code.visitInsn(Opcodes.DUP);
                    code.visitInsn(Opcodes.ICONST_0);
                    code.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/net/ServerSocket", "<init>", "(I)V", false);
                    code.visitInsn(Opcodes.POP);
                })),
        ASKS_A_TASK_FOR_ITS_WORDS(
                UntouchedTest.class,
                "nothingOfTheApplicationsIsCalled",
                jar -> jar.first("io.poolscope.watch.TaskNames", "of", code -> {
                    code.visitVarInsn(Opcodes.ALOAD, 0);
                    code.visitMethodInsn(
                            Opcodes.INVOKESTATIC,
                            "java/lang/String",
                            "valueOf",
                            "(Ljava/lang/Object;)Ljava/lang/String;",
                            false);
                    code.visitInsn(Opcodes.POP);
                })),
        LEAVES_ITS_CODE_BEHIND(
                DetachTest.class,
                "everythingIsTakenBackAndMayComeAgain",
                jar -> jar.empty("io.poolscope.probe.Weaving", "remove")),
        LEAVES_ITS_SOCKET_BEHIND(
                DetachTest.class,
                "everythingIsTakenBackAndMayComeAgain",
                jar -> jar.empty("io.poolscope.control.ControlServer", "stopListening")),
        FAILS_WITH_ALL_ITS_RULES(
                FaultsTest.class,
                "whatFailsEverywhereAtOnceHarmsNobody",
                jar -> jar.throwing("io.poolscope.rule.Judge", "evaluate", IllegalStateException.class)),
        FAILS_WITH_ONE_SOURCE(
                FaultsTest.class,
                "whatFailsEverywhereAtOnceHarmsNobody",
                jar -> jar.throwing("io.poolscope.watch.FactSources", "look", IllegalStateException.class));

        private final Class<?> test;
        private final String method;
        private final UnaryOperator<BrokenJar> how;

        /** A harm that shows in the application's results. */
        Harm(UnaryOperator<BrokenJar> how) {
            this(HarmlessTest.class, "theResultIsTheSameWhenNobodyReadsItsErrors", how);
        }

        Harm(Class<?> test, String method, UnaryOperator<BrokenJar> how) {
            this.test = test;
            this.method = method;
            this.how = how;
        }
    }

    private static void interrupted(MethodVisitor code) {
        code.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/Thread", "interrupted", "()Z", false);
        code.visitInsn(Opcodes.POP);
    }

    /** In woven code: an error of advice goes on into the application. */
    private static void rethrow(MethodVisitor code) {
        String size = "net/bytebuddy/implementation/bytecode/StackManipulation$Size";
        code.visitVarInsn(Opcodes.ALOAD, 1);
        code.visitIntInsn(Opcodes.SIPUSH, Opcodes.ATHROW);
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "net/bytebuddy/jar/asm/MethodVisitor", "visitInsn", "(I)V", false);
        code.visitTypeInsn(Opcodes.NEW, size);
        code.visitInsn(Opcodes.DUP);
        code.visitInsn(Opcodes.ICONST_M1);
        code.visitInsn(Opcodes.ICONST_4);
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, size, "<init>", "(II)V", false);
        code.visitInsn(Opcodes.ARETURN);
    }

    @ParameterizedTest
    @EnumSource(Harm.class)
    @Timeout(1_000)
    void theTestSeesTheHarm(Harm harm) {
        Mutant.Verdict sound = SOUND.computeIfAbsent(
                harm.test.getName() + "#" + harm.method, one -> Mutant.sound(harm.test, harm.method, LIMIT));
        assertThat(sound.exit()).as("on the sound jar: %s", sound.said()).isZero();
        Mutant.Verdict broken = Mutant.of(harm.how.apply(new BrokenJar()), harm.test, harm.method, LIMIT);
        assertThat(broken.exit()).as("on the broken jar: %s", broken.said()).isEqualTo(1);
    }
}
