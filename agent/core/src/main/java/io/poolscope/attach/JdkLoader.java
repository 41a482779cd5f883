package io.poolscope.attach;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's attach API. Called by name: its module belongs to the system loader, which poolscope's does not look into,
 * and a runtime may be without it.
 */
final class JdkLoader implements Loader {
    private static final String MODULE = "jdk.attach";
    private static final String TYPE = "com.sun.tools.attach.VirtualMachine";

    private final Class<?> type;
    private final Jvm jvm;

    private JdkLoader(Class<?> type, Jvm jvm) {
        this.type = type;
        this.jvm = jvm;
    }

    /** Empty if this runtime is without the module. */
    static Optional<Loader> of(Jvm jvm) {
        return type().map(type -> new JdkLoader(type, jvm));
    }

    /** The API's class. */
    static Optional<Class<?>> type() {
        return ModuleLayer.boot().findModule(MODULE).map(module -> Class.forName(module, TYPE));
    }

    @Override
    public void load(String jar, String options) throws IOException {
        Object machine = call("attach", null, new Class<?>[] {String.class}, Long.toString(jvm.pid()));
        try {
            call("loadAgent", machine, new Class<?>[] {String.class, String.class}, jar, options);
        } finally {
            call("detach", machine, new Class<?>[0]);
        }
    }

    private @Nullable Object call(String method, @Nullable Object on, Class<?>[] types, Object... arguments)
            throws IOException {
        try {
            return type.getMethod(method, types).invoke(on, arguments);
        } catch (InvocationTargetException e) {
            throw refusal(e.getTargetException());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private IOException refusal(Throwable thrown) {
        String kind = thrown.getClass().getSimpleName();
        String words = String.valueOf(thrown.getMessage());
        return switch (kind) {
            case "AttachNotSupportedException" -> new AttachException(Words.noAnswer(jvm, words), thrown);
            case "AgentLoadException", "AgentInitializationException" ->
                new AttachException(Words.notLoaded(jvm, words), thrown);
            default ->
                thrown instanceof IOException io
                        ? new AttachException(Words.noAnswer(jvm, words), io)
                        : new IOException(thrown);
        };
    }
}
