package io.poolscope.launcher;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;

/** {@code java -jar poolscope.jar}: what it is, and how to use it. */
public final class Main {
    private static final int OK = 0;
    private static final int USAGE = 2;

    /** Commands that are promised and come with a later version. */
    private static final List<String> LATER = Arrays.asList(
            "list", "diagnose", "attach", "top", "report", "record", "check", "diff", "status", "detach", "run");

    private static final String HELP = "poolscope: why is my thread pool stuck?\n"
            + "\n"
            + "Start the application with it:\n"
            + "  java -javaagent:poolscope.jar -jar application.jar\n"
            + "  java -javaagent:poolscope.jar=mode=load-test,report=run.json -jar application.jar\n"
            + "or load it into a JVM that runs:\n"
            + "  jcmd PID JVMTI.agent_load /absolute/path/poolscope.jar\n"
            + "  jcmd PID JVMTI.agent_load /absolute/path/poolscope.jar '\"report=/tmp/run.json,prometheus=9464\"'\n"
            + "\n"
            + "  --help     this text\n"
            + "  --version  the version\n";

    private Main() {}

    /** Runs the command line and ends the JVM with its exit code. */
    public static void main(String[] arguments) {
        System.exit(run(arguments, System.out, System.err));
    }

    /**
     * Runs the command line.
     *
     * @return the exit code
     */
    static int run(String[] arguments, PrintStream out, PrintStream err) {
        String command = arguments.length == 0 ? "help" : arguments[0];
        switch (command) {
            case "help":
            case "--help":
            case "-h":
                out.print(HELP);
                return OK;
            case "--version":
            case "-V":
                out.println("poolscope " + Main.class.getPackage().getImplementationVersion());
                return OK;
            default:
                String problem = LATER.contains(command)
                        ? command + ": not in this version"
                        : command + ": no such command, see --help";
                err.print(Stderr.line(problem));
                return USAGE;
        }
    }
}
