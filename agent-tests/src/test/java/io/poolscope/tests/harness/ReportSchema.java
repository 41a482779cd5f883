package io.poolscope.tests.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Set;
import java.util.function.Supplier;

/** The published schema, which every report that a test reads must keep. */
final class ReportSchema {

    private static final JsonSchema SCHEMA = load();

    private ReportSchema() {}

    /**
     * Fails if the document does not keep the schema.
     *
     * @param report the document
     * @param story told with the failure
     */
    static void check(JsonNode report, Supplier<String> story) {
        Set<ValidationMessage> messages = SCHEMA.validate(report);
        if (!messages.isEmpty()) {
            throw new AssertionError("the report breaks its schema: " + messages + "\n--- report\n"
                    + report.toPrettyString() + "\n" + story.get());
        }
    }

    private static JsonSchema load() {
        try {
            // The schema's $id is relative; what it is relative to does not matter, but the validator wants something.
            return JsonSchemaFactory.getInstance(VersionFlag.V202012)
                    .getSchema(
                            SchemaLocation.of("urn:here/"),
                            new ObjectMapper()
                                    .readTree(Files.readString(Built.reportSchema(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
