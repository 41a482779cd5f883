package io.poolscope.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * A place in source code.
 *
 * @param className binary name, as in a stack trace
 * @param method method name
 * @param file source file, null where the class file does not say
 * @param line line number from 1, or 0 where unknown
 */
public record CodeLocation(
        String className, String method, @Nullable String file, int line) {

    /** The location of a stack frame. */
    public static CodeLocation of(StackTraceElement frame) {
        return new CodeLocation(
                frame.getClassName(), frame.getMethodName(), frame.getFileName(), Math.max(0, frame.getLineNumber()));
    }

    /** The class without its package: {@code OrderService}, {@code Outer$Inner}. */
    public String simpleClass() {
        return className.substring(className.lastIndexOf('.') + 1);
    }

    /** Short form for sentences: {@code PriceService.price:88}. */
    public String brief() {
        return simpleClass() + "." + method + (line > 0 ? ":" + line : "");
    }

    /** As in a stack trace: {@code com.acme.PriceService.price(PriceService.java:88)}. */
    @Override
    public String toString() {
        String where = file == null ? "Unknown Source" : line > 0 ? file + ":" + line : file;
        return className + "." + method + "(" + where + ")";
    }
}
