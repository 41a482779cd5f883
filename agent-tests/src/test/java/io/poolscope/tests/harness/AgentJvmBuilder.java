package io.poolscope.tests.harness;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a JVM is started with. By default: the agent with {@code report} into the JVM's own directory, written every
 * half second; a small heap and the quick compiler, so that a test takes little of the machine; none of the
 * environment variables that would add options of the machine's own.
 */
public final class AgentJvmBuilder {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Jdk jdk;
    private final Path directory;
    private final Map<String, @Nullable String> options = new LinkedHashMap<>();
    private final List<String> jvmArguments = new ArrayList<>(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"));
    private final List<String> application = new ArrayList<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private List<String> agents = List.of();
    private List<String> agentsBefore = List.of();
    private Path programs = Built.programClasses();
    private boolean agent = true;
    private List<String> under = List.of();
    private String shell = "";
    private Path jar = Built.agentJar();

    AgentJvmBuilder(Jdk jdk) {
        this.jdk = jdk;
        this.directory = makeDirectory(jdk);
        options.put("report", reportFile().toString());
        options.put("report-interval", "500ms");
    }

    /** Where programs are taken from, in place of the directory of classes. */
    public AgentJvmBuilder classPath(Path programs) {
        this.programs = programs;
        return this;
    }

    /** Runs a program of the {@code program} package. */
    public AgentJvmBuilder program(Class<?> main, String... arguments) {
        application.clear();
        application.addAll(List.of("-cp", programs.toString(), main.getName()));
        application.addAll(List.of(arguments));
        return this;
    }

    /** Runs a program that needs the libraries of this module's class path. */
    public AgentJvmBuilder libraryProgram(Class<?> main, String... arguments) {
        program(main, arguments);
        application.set(1, Built.programClasses() + File.pathSeparator + Built.libraries());
        return this;
    }

    /** Puts classes before all others of the program that was named last. */
    public AgentJvmBuilder firstOnClassPath(Path classes) {
        application.set(1, classes + File.pathSeparator + application.get(1));
        return this;
    }

    /** Runs an executable jar. */
    public AgentJvmBuilder jar(Path jar, String... arguments) {
        application.clear();
        application.addAll(List.of("-jar", jar.toString()));
        application.addAll(List.of(arguments));
        return this;
    }

    /** An agent option, in place of the default or of an earlier value. */
    public AgentJvmBuilder option(String key, String value) {
        options.put(key, value);
        return this;
    }

    /** An agent option without a value. */
    public AgentJvmBuilder flag(String key) {
        options.put(key, null);
        return this;
    }

    /** Takes an agent option back, also one of the defaults. */
    public AgentJvmBuilder without(String key) {
        options.remove(key);
        return this;
    }

    /** Arguments of the JVM, after the default ones. */
    public AgentJvmBuilder jvm(String... arguments) {
        jvmArguments.addAll(List.of(arguments));
        return this;
    }

    /** An environment variable. */
    public AgentJvmBuilder env(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** The same JVM without the agent. */
    public AgentJvmBuilder withoutAgent() {
        agent = false;
        return this;
    }

    /** Another copy of the agent. */
    public AgentJvmBuilder agentJar(Path copy) {
        jar = copy;
        return this;
    }

    /** Further {@code -javaagent} arguments, after the agent's own. */
    public AgentJvmBuilder moreAgents(String... arguments) {
        agents = List.of(arguments);
        return this;
    }

    /** Further {@code -javaagent} arguments, before the agent's own. */
    public AgentJvmBuilder agentsBefore(String... arguments) {
        agentsBefore = List.of(arguments);
        return this;
    }

    /** A redirection that a shell makes before the JVM starts, for example {@code 2>&-}. */
    public AgentJvmBuilder redirected(String redirection) {
        shell = redirection;
        return this;
    }

    /** A command that starts the JVM, behind which the JVM's own stands: another user, other namespaces. */
    public AgentJvmBuilder under(String... command) {
        under = List.of(command);
        return this;
    }

    /** The JVM's own directory; it exists already. */
    public Path directory() {
        return directory;
    }

    /** Where the report goes unless told otherwise. */
    public Path reportFile() {
        return directory.resolve("report.json");
    }

    /** The {@code -javaagent} argument with the options so far. */
    public String agentArgument() {
        String joined = joinedOptions();
        return "-javaagent:" + jar + (joined.isEmpty() ? "" : "=" + joined);
    }

    /** The options so far, as {@code attach} takes them. */
    String joinedOptions() {
        return options.entrySet().stream()
                .map(o -> o.getValue() == null
                        ? o.getKey()
                        : o.getKey() + "=" + o.getValue().replace(",", "\\,"))
                .collect(Collectors.joining(","));
    }

    /** Starts it. */
    public AgentJvm start() {
        List<String> command = new ArrayList<>(under);
        if (!shell.isEmpty()) {
            command.addAll(List.of("/bin/sh", "-c", "exec \"$@\" " + shell, "sh"));
        }
        command.add(jdk.java().toString());
        command.addAll(jvmArguments);
        command.addAll(agentsBefore);
        if (agent) {
            command.add(agentArgument());
        }
        command.addAll(agents);
        command.addAll(application);
        return start(command);
    }

    /** Starts a tool of the JDK instead, {@code javac}, in the same directory and environment. */
    public AgentJvm startTool(String tool, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(jdk.tool(tool).toString());
        command.addAll(List.of(arguments));
        return start(command);
    }

    private AgentJvm start(List<String> command) {
        ProcessBuilder process = new ProcessBuilder(command).directory(directory.toFile());
        process.environment()
                .keySet()
                .removeIf(name -> name.startsWith("POOLSCOPE_") || name.contains("JAVA_") && name.contains("OPTIONS"));
        process.environment().putAll(environment);
        try {
            return new AgentJvm(process.start(), directory, reportFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path makeDirectory(Jdk jdk) {
        // The number keeps runs apart, the test's name lets a person find one.
        String test = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                .walk(frames -> frames.filter(f -> f.getClassName().endsWith("Test"))
                        .findFirst()
                        .map(f -> f.getDeclaringClass().getSimpleName() + "." + f.getMethodName())
                        .orElse("jvm"));
        try {
            Path directory = Built.runs()
                    .resolve(test.replaceAll("[^A-Za-z0-9._-]", "_") + "-" + jdk.feature() + "-"
                            + ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet());
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
