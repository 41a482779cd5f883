package io.poolscope.watch;

/**
 * Native methods that another agent has wrapped ({@code Instrumentation.setNativeMethodPrefix}; BlockHound does so with
 * {@code Unsafe.park} and {@code Thread.sleep}): in a stack two frames of one class, the native one with a prefix before
 * its name on top of the one that the class is known by.
 */
final class NativePrefix {
    private NativePrefix() {}

    /** The stack as it is without such an agent, innermost first; the same object where none has wrapped the call on top. */
    static StackTraceElement[] without(StackTraceElement[] stack) {
        if (stack.length < 2 || !stack[0].isNativeMethod()) {
            return stack;
        }
        StackTraceElement call = stack[0];
        String name = stack[1].getMethodName();
        if (call.getMethodName().length() <= name.length()
                || !call.getMethodName().endsWith(name)
                || !call.getClassName().equals(stack[1].getClassName())) {
            return stack;
        }
        StackTraceElement[] plain = new StackTraceElement[stack.length - 1];
        System.arraycopy(stack, 1, plain, 0, plain.length);
        plain[0] = new StackTraceElement(
                call.getClassLoaderName(),
                call.getModuleName(),
                call.getModuleVersion(),
                call.getClassName(),
                name,
                call.getFileName(),
                call.getLineNumber());
        return plain;
    }
}
