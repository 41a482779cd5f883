package io.poolscope.attach;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds JVMs on this machine; looks at them from outside only. */
public final class Targets {
    private static final int NO_USER = -1;

    private Targets() {}

    /**
     * The JVMs that this user may attach to (root: all), but this one, by process id.
     *
     * @throws IOException if this system does not tell
     */
    public static List<Jvm> all() throws IOException {
        List<Jvm> jvms = new ArrayList<>();
        if (!LinuxProcess.isThisSystem()) {
            return elsewhere();
        }
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path directory : processes) {
                LinuxProcess.of(Long.parseLong(directory.getFileName().toString()))
                        .filter(process -> process.hotSpot() != null && isOurs(process))
                        .map(LinuxJvm::describe)
                        .filter(jvm -> jvm.pid() != self())
                        .ifPresent(jvms::add);
            }
        }
        jvms.sort(Comparator.comparingLong(Jvm::pid));
        return jvms;
    }

    /**
     * The one JVM that a user means.
     *
     * @param target a process id, or a part of the main class that only one has
     * @throws AttachException if there is none, or more than one
     */
    public static Jvm find(String target) throws IOException {
        return target.matches("\\d{1,18}") ? byPid(Long.parseLong(target)) : byName(target);
    }

    private static Jvm byPid(long pid) throws IOException {
        if (!LinuxProcess.isThisSystem()) {
            return all().stream()
                    .filter(jvm -> jvm.pid() == pid)
                    .findFirst()
                    .orElseThrow(() -> new AttachException(Words.noProcess(pid)));
        }
        LinuxProcess process = LinuxProcess.of(pid).orElseThrow(() -> new AttachException(Words.noProcess(pid)));
        Jvm jvm = LinuxJvm.describe(process);
        if (!isOurs(process)) {
            throw new AttachException(Words.otherUser(jvm, System.getProperty("user.name", "another")));
        }
        if (process.maps() != null && process.hotSpot() == null) {
            List<String> line = process.commandLine();
            throw new AttachException(Words.noJvm(pid, line.isEmpty() ? "?" : line.get(0)));
        }
        if (process.isOpenJ9()) {
            throw new AttachException(Words.openJ9(jvm));
        }
        return jvm;
    }

    private static Jvm byName(String part) throws IOException {
        List<Jvm> all = all();
        List<Jvm> named = all.stream().filter(jvm -> jvm.main().equals(part)).toList();
        if (named.isEmpty()) {
            named = all.stream().filter(jvm -> jvm.main().contains(part)).toList();
        }
        if (named.size() == 1) {
            return byPid(named.get(0).pid());
        }
        if (all.isEmpty()) {
            throw new AttachException("no JVM of this user runs here, so none is called " + part
                    + "; JVMs of other users are seen by those and by root");
        }
        throw new AttachException(
                named.isEmpty()
                        ? "no JVM has " + part + " in the name of its main class; there are: " + names(all)
                        : named.size() + " JVMs have " + part + " in the name of their main class, say which by its"
                                + " process id: " + names(named));
    }

    /** A few, and how many more. */
    private static String names(List<Jvm> jvms) {
        int most = 10;
        StringBuilder names = new StringBuilder();
        for (Jvm jvm : jvms.subList(0, Math.min(most, jvms.size()))) {
            names.append(names.isEmpty() ? "" : ", ")
                    .append(jvm.pid())
                    .append(' ')
                    .append(jvm.main());
        }
        return names + (jvms.size() > most ? ", and " + (jvms.size() - most) + " more" : "");
    }

    private static boolean isOurs(LinuxProcess process) {
        long user = LinuxProcess.of(self()).map(LinuxProcess::uid).orElse((long) NO_USER);
        return user == 0 || user == process.uid();
    }

    private static long self() {
        return ProcessHandle.current().pid();
    }

    /** Where there is no /proc: what the attach API lists. */
    private static List<Jvm> elsewhere() throws IOException {
        Optional<Class<?>> api = JdkLoader.type();
        if (api.isEmpty()) {
            throw new AttachException("this Java is without the module jdk.attach, and this system has no /proc: run"
                    + " this with a JDK");
        }
        List<Jvm> jvms = new ArrayList<>();
        try {
            for (Object one : (List<?>) api.get().getMethod("list").invoke(null)) {
                long pid = Long.parseLong(
                        String.valueOf(one.getClass().getMethod("id").invoke(one)));
                String name =
                        String.valueOf(one.getClass().getMethod("displayName").invoke(one));
                if (pid != self()) {
                    String user = System.getProperty("user.name", "?");
                    jvms.add(new Jvm(
                            pid, pid, NO_USER, NO_USER, user, LinuxJvm.main(name), null, false, false, true, ""));
                }
            }
        } catch (InvocationTargetException e) {
            throw new IOException(e.getCause());
        } catch (ReflectiveOperationException | NumberFormatException e) {
            throw new IOException(e);
        }
        jvms.sort(Comparator.comparingLong(Jvm::pid));
        return jvms;
    }
}
