package io.poolscope.probe;

import io.poolscope.jdk.JdkCheck;
import io.poolscope.jdk.JdkMember;
import io.poolscope.jdk.Opening;
import io.poolscope.jdk.WovenMethod;
import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.concurrent.FutureTask;

/** Points that do not exist and advice that the JVM refuses: the others go in all the same. */
final class BrokenMain {
    private BrokenMain() {}

    public static void main(String[] args) throws Throwable {
        Instrumentation instrumentation = TestAgent.instrumentation;
        Opening.open(instrumentation);
        BootstrapClasses.define(TestAgent::classFile);
        Probe good = probe("good", Point.at(WovenMethod.TASK_AWAIT_DONE, WaitAdvice.class));
        Probe noMethod = probe("no-method", at("FutureTask", "awaitNoMore", "(ZJ)I", WaitAdvice.class));
        Probe noClass = probe("no-class", at("FutureTusk", "get", "()Ljava/lang/Object;", WaitAdvice.class));
        Probe otherTypes = probe("other-types", at("FutureTask", "awaitDone", "(J)I", WaitAdvice.class));
        // There is no field "dep" in this class: the advice cannot be woven.
        Probe badAdvice = probe("bad-advice", Point.at(WovenMethod.FUTURE_WAITING_GET, AsyncTaskProbe.Run.class));
        // Calls what no loader has: the JVM resolves it when it first runs, and the advice keeps the error in.
        Probe throwing = probe("throwing", at("Semaphore", "release", "()V", Throwing.class));
        Weaving weaving =
                new Weaving(instrumentation, List.of(good, noMethod, noClass, otherTypes, badAdvice, throwing));
        weaving.install();
        Check.equal(null, weaving.failure(good), "good");
        Check.equal(null, weaving.missing(good), "good");
        Check.equal("this JDK has no FutureTask.awaitNoMore", weaving.missing(noMethod), "no method");
        Check.equal("this JDK has no FutureTusk.get", weaving.missing(noClass), "no class");
        Check.equal("this JDK has no FutureTask.awaitDone", weaving.missing(otherTypes), "other parameters");
        String failure = weaving.failure(badAdvice);
        Check.that(
                failure != null && failure.startsWith("java.util.concurrent.CompletableFuture cannot be changed"),
                "bad advice: " + failure);
        Check.equal(null, weaving.missing(throwing), "throwing advice");
        String news = JdkCheck.news();
        Check.that(news != null && news.contains(": FutureTusk.get; "), "named: " + news);
        Check.equal(null, JdkCheck.news(), "named once");
        java.util.concurrent.Semaphore semaphore = new java.util.concurrent.Semaphore(0);
        semaphore.release();
        Check.equal(1, semaphore.availablePermits(), "an error in advice stays in advice");
        FutureTask<String> task = new FutureTask<>(() -> "fine");
        new Thread(task).start();
        Check.equal("fine", task.get(), "the application goes on");
        weaving.remove();
        System.out.println("ok");
    }

    private static Point at(String type, String method, String descriptor, Class<?> advice) {
        JdkMember.Row row = new JdkMember.Row(
                "java.util.concurrent." + type, method, descriptor, JdkMember.OLDEST, JdkMember.NEWEST);
        return Point.at(() -> row, advice);
    }

    private static Probe probe(String name, Point point) {
        return new Probe() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public List<Point> points() {
                return List.of(point);
            }
        };
    }

    /** Inlined into a JDK class, from where this class cannot be seen: {@code NoClassDefFoundError} at each call. */
    static final class Throwing {
        @net.bytebuddy.asm.Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter() {
            BrokenMain.unseen();
        }
    }

    static void unseen() {
        throw new IllegalStateException("seen");
    }
}
