package io.poolscope.jdk;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Proxy;
import java.lang.runtime.ObjectMethods;
import java.net.URL;
import java.net.URLClassLoader;

/**
 * What the JDK's static method handles remember of the classes of a loader. Each handle keeps what it was converted to
 * last ({@code MethodHandle.asTypeCache}, strongly up to 18; {@code asTypeSoftCache}, softly, from 19 on), and those
 * behind the methods of records ({@code ObjectMethods.OBJECT_EQ} and its siblings) are static: one record of
 * poolscope's that was ever compared would keep its whole loader, for ever or until memory runs short.
 */
public final class HandleCaches {
    private HandleCaches() {}

    /**
     * Has those handles converted twice more: to a class of an empty loader, which takes the place of what is kept softly
     * (classes of the JDK's own loaders never do, from 19 on), then to one of the JDK's, which takes the place of what is
     * kept strongly.
     */
    public static void forget() throws Throwable {
        ClassLoader empty = new URLClassLoader(new URL[0], null);
        convert(Proxy.newProxyInstance(empty, new Class<?>[] {Runnable.class}, (proxy, method, arguments) -> null)
                .getClass());
        convert(String.class);
    }

    private static void convert(Class<?> type) throws Throwable {
        MethodHandle getter = MethodHandles.identity(type);
        for (String method : new String[] {"equals", "hashCode", "toString"}) {
            ObjectMethods.bootstrap(MethodHandles.lookup(), method, MethodHandle.class, type, "itself", getter);
        }
    }
}
