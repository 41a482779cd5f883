package io.poolscope.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * The process that the command line runs in, as commands may see it.
 *
 * @param in standard input
 * @param out standard output: what was asked for, and nothing else
 * @param err standard error: what went wrong, and progress
 * @param environment environment variables
 * @param jar poolscope's jar, absolute
 */
public record Console(InputStream in, PrintStream out, PrintStream err, Map<String, String> environment, Path jar) {}
