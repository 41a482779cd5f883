package io.poolscope.tests.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;

/**
 * A report that keeps its schema.
 *
 * @param json the document
 * @param story what the JVM printed, for failures
 */
public record Report(JsonNode json, Supplier<String> story) {

    /** Begin of the window. */
    public Instant from() {
        return Instant.parse(json.at("/window/from").asText());
    }

    /** End of the window. */
    public Instant to() {
        return Instant.parse(json.at("/window/to").asText());
    }

    /** All findings, as they stand. */
    public List<JsonNode> findings() {
        return elements(json.path("findings"));
    }

    /** All pools, as they stand. */
    public List<JsonNode> pools() {
        return elements(json.path("pools"));
    }

    /** All sites, as they stand. */
    public List<JsonNode> sites() {
        return elements(json.path("sites"));
    }

    /** The row of a pool. */
    public Optional<JsonNode> pool(String name) {
        return pools().stream()
                .filter(p -> p.path("name").asText().equals(name))
                .findFirst();
    }

    /** Status of a probe, {@code active}; empty where the report does not know it. */
    public Optional<String> probe(String name) {
        return elements(json.at("/coverage/probes")).stream()
                .filter(p -> p.path("name").asText().equals(name))
                .findFirst()
                .map(p -> p.path("status").asText());
    }

    /** Counter of something dropped. */
    public long lost(String cause) {
        return json.at("/coverage/lost").path(cause).asLong();
    }

    /** The document for a person, then what the JVM printed. */
    @Override
    public String toString() {
        return "--- report\n" + json.toPrettyString() + "\n" + story.get();
    }

    static List<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
