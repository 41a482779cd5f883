package io.poolscope.launcher;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.Collections;
import java.util.Enumeration;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Holds the core and its libraries, which lie in the jar as {@code inst/**.classdata}, where no application, scanner or
 * framework looks for a class.
 *
 * <p>What is in {@code inst/} is taken from there, even where somebody has put another copy on the bootstrap class
 * path; everything else comes from the platform loader and above: the JDK, and poolscope's classes in the bootstrap
 * loader. Resources come from {@code inst/} alone, so that no service file of the application is ever read; only class
 * files are also looked for above.
 *
 * <p>To the core it is also a function from a class's binary name to its class file, for the classes that belong to
 * other loaders ({@code boot/}, {@code bridge/}); null for a name that is not in the jar. And it takes from the core what
 * answers when the agent is loaded once more. Only JDK types cross the border.
 *
 * <p>Assumptions: the jar may be deleted while this is open, it is opened once and never again. Guarantees: any thread;
 * after {@link #close} every class that is not loaded yet is not found, and nothing else happens.
 */
final class CoreLoader extends ClassLoader
        implements Function<String, byte[]>, Consumer<Function<String, String>>, Closeable {
    static {
        registerAsParallelCapable();
    }

    private static final String OWN = "inst/";
    private static final String BOOT = "boot/";
    private static final String BRIDGE = "bridge/";

    private final ZipFile jar;
    private volatile boolean closed;
    private Function<String, String> core;
    private String later;

    /**
     * Opens the jar.
     *
     * @param jar poolscope's jar
     * @param parent the platform loader
     */
    CoreLoader(File jar, ClassLoader parent) throws IOException {
        super(parent);
        this.jar = new ZipFile(jar);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (name.startsWith("java.")) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            byte[] file = classFile(OWN, name);
            if (file == null) {
                return super.loadClass(name, resolve);
            }
            return defineClass(name, file, 0, file.length, CoreLoader.class.getProtectionDomain());
        }
    }

    @Override
    public byte[] apply(String className) {
        for (String part : new String[] {BOOT, BRIDGE, OWN}) {
            byte[] file = classFile(part, className);
            if (file != null) {
                return file;
            }
        }
        return null;
    }

    @Override
    public URL getResource(String name) {
        URL own = findResource(name);
        return own == null && name.endsWith(".class") ? super.getResource(name) : own;
    }

    @Override
    public Enumeration<URL> getResources(String name) {
        URL resource = getResource(name);
        return resource == null
                ? Collections.emptyEnumeration()
                : Collections.enumeration(Collections.singleton(resource));
    }

    @Override
    protected URL findResource(String name) {
        byte[] content = resource(name);
        if (content == null) {
            return null;
        }
        try {
            return new URL(null, "poolscope:" + name, new InMemory(content));
        } catch (MalformedURLException odd) {
            return null;
        }
    }

    /** The core tells what takes the arguments of a further load: it answers null once it leaves. */
    @Override
    public void accept(Function<String, String> answers) {
        String kept;
        synchronized (this) {
            core = answers;
            kept = later;
            notifyAll();
        }
        if (kept != null) {
            String unused = answers.apply(kept);
        }
    }

    /** Keeps arguments for the core to take when it tells by what; false where it has, or is gone. */
    synchronized boolean keep(String arguments) {
        if (core != null || closed) {
            return false;
        }
        later = later == null || later.isEmpty() ? arguments : later + "," + arguments;
        return true;
    }

    /** What the core has told, once it has; null if it is gone, or does not in this time. */
    synchronized Function<String, String> core(long millis) throws InterruptedException {
        long until = System.nanoTime() + millis * 1_000_000;
        while (core == null && !closed) {
            long left = (until - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                break;
            }
            wait(left);
        }
        return closed ? null : core;
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            core = null;
            notifyAll();
        }
        try {
            jar.close();
        } catch (IOException unclosable) {
            return;
        }
    }

    private byte[] resource(String name) {
        if (!name.endsWith(".class")) {
            return read(OWN + name);
        }
        return apply(name.substring(0, name.length() - ".class".length()).replace('/', '.'));
    }

    private byte[] classFile(String part, String className) {
        return read(part + className.replace('.', '/') + ".classdata");
    }

    /** The bytes of an entry; null if it is not there, or cannot be read any more. */
    private byte[] read(String entryName) {
        try {
            ZipEntry entry = jar.getEntry(entryName);
            if (entry == null || entry.isDirectory()) {
                return null;
            }
            try (InputStream in = jar.getInputStream(entry)) {
                byte[] content = new byte[(int) entry.getSize()];
                int length = 0;
                while (length < content.length) {
                    int n = in.read(content, length, content.length - length);
                    if (n < 0) {
                        throw new FileNotFoundException(entryName);
                    }
                    length += n;
                }
                return content;
            }
        } catch (IOException | IllegalStateException unreadable) {
            // The jar was overwritten in place, or this loader was closed.
            return null;
        }
    }

    /** A resource's content behind a URL: it outlives the jar, and the JDK's cache of open jars does not hold it. */
    private static final class InMemory extends URLStreamHandler {
        private final byte[] content;

        InMemory(byte[] content) {
            this.content = content;
        }

        @Override
        protected URLConnection openConnection(URL url) {
            return new URLConnection(url) {
                @Override
                public void connect() {}

                @Override
                public InputStream getInputStream() {
                    return new ByteArrayInputStream(content);
                }
            };
        }
    }
}
