package io.poolscope.attach;

import io.poolscope.control.ControlPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an attach needs to know of one JVM: which loader gets in, with which jar, and where the socket is. */
final class Doorway implements AutoCloseable {
    private final Jvm jvm;
    private final Path jar;
    private final @Nullable LinuxProcess process;
    private final boolean ownUser;
    private final List<HandOver> copies = new ArrayList<>();

    Doorway(Jvm jvm, Path jar) throws AttachException {
        this.jvm = jvm;
        this.jar = jar;
        this.process = LinuxProcess.of(jvm.pid()).orElse(null);
        if (process == null && LinuxProcess.isThisSystem()) {
            throw new AttachException(Words.gone(jvm));
        }
        this.ownUser = LinuxProcess.of(ProcessHandle.current().pid())
                .map(self -> self.uid() == jvm.uid())
                .orElse(true);
    }

    Jvm jvm() {
        return jvm;
    }

    /** poolscope's socket; null while there is none. */
    @Nullable
    Path socket() throws IOException {
        if (process != null) {
            return ControlPath.find(process.root(), jvm.uid(), jvm.innerPid());
        }
        Path socket = ControlPath.socket(ControlPath.ownDirectory(), jvm.pid());
        return Files.exists(socket) ? socket : null;
    }

    /** Whether poolscope shows in the JVM, though it may have no socket. */
    boolean hasPoolscope() {
        return process != null && process.hasPoolscope();
    }

    /** A directory that both see. */
    HandOver handOver() throws IOException {
        return HandOver.make(jvm, root(), ownUser);
    }

    /**
     * Loads the agent, with the jar where the JVM can read it, until {@link #close}: poolscope opens it on a thread of its
     * own, when the load is over.
     *
     * @param late what the user is told when it took too long
     */
    void load(String options, Duration limit, String late) throws IOException {
        Loader loader = loader();
        String path = visibleJar();
        Limited.run(limit, late, () -> {
            loader.load(path, "jar=" + path.replace(",", "\\,") + "," + options);
            return true;
        });
    }

    private String visibleJar() throws IOException {
        if (!jvm.contained() && ownUser) {
            return jar.toString();
        }
        HandOver made = handOver();
        copies.add(made);
        String path = made.copy(jar, "poolscope.jar");
        made.give();
        return path;
    }

    /** Removes what was put there for the JVM. */
    @Override
    public void close() throws IOException {
        for (HandOver made : copies) {
            made.close();
        }
        copies.clear();
    }

    private Loader loader() throws AttachException {
        Optional<Loader> jdk = process != null && jvm.contained() ? Optional.empty() : JdkLoader.of(jvm);
        if (jdk.isPresent()) {
            return jdk.get();
        }
        if (process == null) {
            throw new AttachException("this Java is without the module jdk.attach: run this with a JDK");
        }
        return new HotSpotLoader(jvm, process);
    }

    private Path root() {
        return process == null ? Path.of("/") : process.root();
    }

    /** Waits until a signal would not end the process: it is just starting, or it has no handler and never will have. */
    void awaitReady(Duration limit) throws AttachException {
        long end = System.nanoTime() + limit.toNanos();
        while (process != null) {
            LinuxProcess now = LinuxProcess.of(jvm.pid()).orElseThrow(() -> new AttachException(Words.gone(jvm)));
            boolean listens = Files.exists(process.root().resolve("tmp/.java_pid" + jvm.innerPid()));
            if (now.catchesQuit() || listens) {
                return;
            }
            if (System.nanoTime() > end) {
                throw new AttachException(Words.notReady(jvm));
            }
            Attaching.pause();
        }
    }
}
