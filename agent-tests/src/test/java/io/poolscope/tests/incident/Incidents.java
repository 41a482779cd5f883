package io.poolscope.tests.incident;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All that are rebuilt, as {@code docs/coverage.md} shows them. */
public final class Incidents {

    /** Of each test class of this package its table. */
    private static final List<List<Incident>> TABLES = List.of(StuckIncidentsTest.INCIDENTS);

    private Incidents() {}

    /** In the order of their numbers. */
    public static List<Incident> all() {
        return TABLES.stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparingInt(Incident::number))
                .toList();
    }

    /** A table in Markdown: a row for each. */
    public static String table() {
        return Stream.concat(
                        Stream.of("| incident | shape | rebuilt with | what is said |", "|---|---|---|---|"),
                        all().stream().map(Incidents::row))
                .collect(Collectors.joining("\n"));
    }

    private static String row(Incident incident) {
        return "| " + incident.where() + ": " + incident.happened()
                + " | " + incident.shapeNames()
                + " | " + incident.with()
                + " | " + incident.said().stream().map(Said::toString).collect(Collectors.joining("<br>")) + " |";
    }
}
