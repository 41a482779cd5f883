package io.poolscope.probe;

import io.poolscope.jdk.JdkCheck;
import io.poolscope.jdk.JdkMember;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One method of the JDK and the advice that goes into it.
 *
 * @param methods the method as each version of the JDK has it: one row of the table, or more where it changed
 * @param advice the class that holds the advice; only its class file is read
 */
record Point(List<JdkMember> methods, Class<?> advice) {

    static Point at(JdkMember method, Class<?> advice) {
        return new Point(List.of(method), advice);
    }

    /** At a method that changed: whichever this JDK has. */
    static Point at(JdkMember before, JdkMember now, Class<?> advice) {
        return new Point(List.of(before, now), advice);
    }

    // Written out: those that a record is given are spun at the first call, which would be in the start of every JVM.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Point point && point.advice == advice && point.methods.equals(methods);
    }

    @Override
    public int hashCode() {
        return 31 * methods.hashCode() + advice.hashCode();
    }

    /** Binary name of a class of the bootstrap loader. */
    String type() {
        return methods.get(0).owner();
    }

    boolean matches(String name, String descriptor) {
        for (JdkMember method : methods) {
            if (method.memberName().equals(name) && method.descriptor().equals(descriptor)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a Java version has the method, by the table. */
    boolean in(int feature) {
        for (JdkMember method : methods) {
            if (method.in(feature)) {
                return true;
            }
        }
        return false;
    }

    /** {@code ForkJoinPool$WorkQueue.topLevelExec}. */
    String place() {
        return methods.get(0).place();
    }

    /** The class is not there. */
    void absent() {
        for (JdkMember method : methods) {
            JdkCheck.absent(method);
        }
    }
}
