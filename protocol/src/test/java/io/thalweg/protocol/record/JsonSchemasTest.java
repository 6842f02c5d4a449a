package io.thalweg.protocol.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The published schemas against what the records really are on the wire. */
class JsonSchemasTest {
    private static final ObjectMapper PLAIN = new ObjectMapper();
    private static final Path SCHEMAS = Path.of(System.getProperty("basedir", "."), "..", "docs", "schemas");

    static Stream<Arguments> emitted() {
        JsonFormat<MetricsRecord> metrics = JsonFormat.metrics();
        JsonFormat<DecisionRecord> decisions = JsonFormat.decisions();
        JsonFormat<RunRecord> runs = JsonFormat.runs();
        MetricsRecord nonFinite =
                Records.bareMetrics().alarms(List.of(AlarmKind.NON_FINITE)).build();
        return Stream.of(
                Arguments.of("metrics", metrics.write(Records.fullMetrics())),
                Arguments.of("metrics", metrics.write(Records.bareMetrics().build())),
                Arguments.of("metrics", metrics.write(nonFinite)),
                Arguments.of("metrics", Records.example("metrics")),
                Arguments.of("decisions", decisions.write(Records.fullDecision())),
                Arguments.of("decisions", decisions.write(Records.bareDecision().build())),
                Arguments.of("decisions", Records.example("decisions")),
                Arguments.of("runs", runs.write(Records.fullRun())),
                Arguments.of("runs", runs.write(Records.bareRun())),
                Arguments.of("runs", Records.example("runs")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("emitted")
    void whatIsEmittedIsValidAndEveryKeyIsDescribed(String name, byte[] json) throws IOException {
        JsonNode closed = closed(schema(name));
        assertEquals(Set.of(), validate(closed, PLAIN.readTree(json)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            metrics   | /progress      | "NaN"
            metrics   | /progress      | null
            metrics   | /rank          | 1.01
            metrics   | /run           | "a b"
            metrics   | /alarms        | ["BORED"]
            metrics   | /coordinates   | [1, null]
            metrics   | /tags          | {"k": 7}
            metrics   | /schema        | "thalweg.metrics/2"
            metrics   | /publishedAt   | "today"
            metrics   | /nearest       | {"config": "mlp64"}
            metrics   | /familiarity   | "strange"
            metrics   | /comparedBy    | "epoch"
            metrics   | /tube          | {"nats": 0.1}
            decisions | /state         | "pending"
            decisions | /action        | "stopped"
            decisions | /stopAdvised   | "yes"
            decisions | /withheld      | "whim"
            decisions | /classes       | [{"share": 0.5}]
            runs      | /state         | "RUNNING"
            runs      | /totalSteps    | 0
            runs      | /acknowledgements | [{"kind": "STALL"}]
            """)
    void badValueIsInvalid(String name, String pointer, String value) throws IOException {
        ObjectNode json = (ObjectNode) PLAIN.readTree(Records.example(name));
        json.set(pointer.substring(1), PLAIN.readTree(value));
        assertFalse(validate(schema(name), json).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"metrics", "decisions", "runs"})
    void laterKeysAreValid(String name) throws IOException {
        ObjectNode json = (ObjectNode) PLAIN.readTree(Records.example(name));
        json.put("novelty", 1);
        assertEquals(Set.of(), validate(schema(name), json));
    }

    @ParameterizedTest
    @ValueSource(strings = {"metrics", "decisions", "runs"})
    void everyRequiredKeyIsRequired(String name) throws IOException {
        JsonNode schema = schema(name);
        for (JsonNode key : schema.get("required")) {
            ObjectNode json = (ObjectNode) PLAIN.readTree(Records.example(name));
            json.remove(key.asText());
            assertFalse(validate(schema, json).isEmpty(), key.asText());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"metrics", "decisions", "runs"})
    void everyPropertyHasADescription(String name) throws IOException {
        ObjectNode schema = (ObjectNode) schema(name);
        // The conditions of a decision's action repeat keys that are described above them.
        schema.remove(List.of("if", "then", "else"));
        assertDescribed(schema, name);
    }

    private static void assertDescribed(JsonNode schema, String path) {
        schema.path("properties").properties().forEach(property -> {
            String key = path + "/" + property.getKey();
            assertTrue(property.getValue().hasNonNull("description"), key);
            assertDescribed(property.getValue(), key);
        });
        if (schema.has("items")) {
            assertDescribed(schema.get("items"), path + "/items");
        }
    }

    @Test
    void schemasAreThemselvesValid() throws IOException {
        JsonSchema meta = JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(SchemaLocation.of(VersionFlag.V202012.getId()));
        for (String name : List.of("metrics", "decisions", "runs")) {
            assertEquals(Set.of(), meta.validate(schema(name)), name);
        }
    }

    private static Set<ValidationMessage> validate(JsonNode schema, JsonNode json) {
        return JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(schema)
                .validate(json);
    }

    private static JsonNode schema(String name) throws IOException {
        return PLAIN.readTree(SCHEMAS.resolve(name + ".schema.json").toFile());
    }

    /** The schema without room for keys that it does not describe. */
    private static JsonNode closed(JsonNode schema) {
        for (JsonNode parent : schema.findParents("additionalProperties")) {
            if (parent.has("properties")) {
                ((ObjectNode) parent).set("additionalProperties", BooleanNode.FALSE);
            }
        }
        return schema;
    }
}
