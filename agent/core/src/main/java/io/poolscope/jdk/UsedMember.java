package io.poolscope.jdk;

import static io.poolscope.jdk.Owners.*;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** Methods of the JDK that poolscope calls by handle, and classes that it knows by name, all not public. */
public enum UsedMember implements JdkMember {
    UNSAFE_INSTANCE(UNSAFE, "getUnsafe", "()Ljdk/internal/misc/Unsafe;"),
    UNSAFE_INT(UNSAFE, "getIntVolatile", "(" + O + "J)I"),
    UNSAFE_LONG(UNSAFE, "getLongVolatile", "(" + O + "J)J"),
    UNSAFE_BOOLEAN(UNSAFE, "getBooleanVolatile", "(" + O + "J)Z"),
    UNSAFE_REFERENCE(UNSAFE, "getReferenceVolatile", "(" + O + "J)" + O),
    UNSAFE_OFFSET(UNSAFE, "objectFieldOffset", "(Ljava/lang/reflect/Field;)J"),
    UNSAFE_OFFSET_BY_NAME(UNSAFE, "objectFieldOffset", "(Ljava/lang/Class;Ljava/lang/String;)J"),
    UNSAFE_STATIC_BASE(UNSAFE, "staticFieldBase", "(Ljava/lang/reflect/Field;)" + O),
    UNSAFE_STATIC_OFFSET(UNSAFE, "staticFieldOffset", "(Ljava/lang/reflect/Field;)J"),
    UNSAFE_UNINITIALIZED(UNSAFE, "shouldBeInitialized", "(Ljava/lang/Class;)Z"),
    UNSAFE_DEFINE(
            UNSAFE,
            "defineClass",
            "(Ljava/lang/String;[BIILjava/lang/ClassLoader;Ljava/security/ProtectionDomain;)Ljava/lang/Class;"),
    /** A handshake with one thread; overridden in {@code VirtualThread}. */
    THREAD_STACK(THREAD, "asyncGetStackTrace", "()[Ljava/lang/StackTraceElement;", 19),
    FRAMES_OF_THROWABLE(FRAME, "of", "(" + T + "I)[Ljava/lang/StackTraceElement;", OLDEST, 18),
    FRAMES_OF_BACKTRACE(FRAME, "of", "(" + O + "I)[Ljava/lang/StackTraceElement;", 19),
    COMPLETION_IS_LIVE(COMPLETION, "isLive", "()Z"),
    ALT_RESULT(FUTURE + "$AltResult", "", ""),
    CANCELLER(FUTURE + "$Canceller", "", ""),
    VIRTUAL_THREAD(VIRTUAL, "", "", 19),
    CARRIER_THREAD(CARRIER, "", "", 21);

    private final Row row;

    UsedMember(String owner, String name, String descriptor) {
        this(owner, name, descriptor, OLDEST, NEWEST);
    }

    UsedMember(String owner, String name, String descriptor, int since) {
        this(owner, name, descriptor, since, NEWEST);
    }

    UsedMember(String owner, String name, String descriptor, int since, int until) {
        row = new Row(owner, name, descriptor, since, until);
    }

    @Override
    public Row row() {
        return row;
    }

    /** Its class, not initialised; null where this JVM has none. */
    public @Nullable Class<?> type() {
        try {
            return Class.forName(owner(), false, null);
        } catch (ClassNotFoundException e) {
            JdkCheck.absent(this);
            return null;
        }
    }

    /** The parameters and the result of the method. */
    MethodType signature() {
        return MethodType.fromMethodDescriptorString(descriptor(), ClassLoader.getPlatformClassLoader());
    }

    /** A handle on a method of an instance; null where this JVM has none. */
    public @Nullable MethodHandle ofInstance() {
        return find(false);
    }

    /** A handle on a static method; null where this JVM has none. */
    public @Nullable MethodHandle ofClass() {
        return find(true);
    }

    private @Nullable MethodHandle find(boolean ofClass) {
        Class<?> type = type();
        if (type == null) {
            return null;
        }
        try {
            MethodHandles.Lookup inside = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
            return ofClass
                    ? inside.findStatic(type, memberName(), signature())
                    : inside.findVirtual(type, memberName(), signature());
        } catch (ReflectiveOperationException | RuntimeException e) {
            JdkCheck.absent(this);
            return null;
        }
    }
}
