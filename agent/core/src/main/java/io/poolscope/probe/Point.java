package io.poolscope.probe;

/**
 * One method of the JDK and the advice that goes into it.
 *
 * @param type binary name of a class of the bootstrap loader
 * @param method its name; {@code <init>} for a constructor
 * @param descriptor how its descriptor begins; empty where it differs between JDKs and the name says enough
 * @param advice the class that holds the advice; only its class file is read
 */
record Point(String type, String method, String descriptor, Class<?> advice) {

    static final String CONCURRENT = "java.util.concurrent.";

    static Point any(String type, String method, Class<?> advice) {
        return new Point(CONCURRENT + type, method, "", advice);
    }

    static Point exact(String type, String method, String descriptor, Class<?> advice) {
        return new Point(CONCURRENT + type, method, descriptor, advice);
    }

    boolean matches(String name, String descriptorOfMethod) {
        return name.equals(method) && descriptorOfMethod.startsWith(descriptor);
    }

    /** {@code ForkJoinPool$WorkQueue.topLevelExec}. */
    String place() {
        return type.substring(type.lastIndexOf('.') + 1) + "." + method;
    }
}
