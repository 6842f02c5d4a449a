package io.thalweg.protocol.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.thalweg.protocol.record.AlarmKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyFormatTest {
    private static final ObjectMapper PLAIN = new ObjectMapper();
    private static final Path DOCS = Path.of(System.getProperty("basedir", "."), "..", "docs");
    private static final Policy FULL = new Policy(
            "imagenet",
            Set.of(AlarmKind.OFF_MANIFOLD, AlarmKind.STALL),
            3,
            new Grace(1000, 5),
            new Budget(0.1, 2),
            true);

    @Test
    void recordSurvivesItsBytes() throws PolicyFormatException {
        assertEquals(FULL, PolicyFormat.readRecord("imagenet", PolicyFormat.writeRecord(FULL)));
    }

    @Test
    void whatIsAbsentHasItsDefault() throws PolicyFormatException {
        Map<String, Policy> policies = PolicyFormat.readFile(bytes("""
                {"schema": "thalweg.policies/1", "policies": {"default": {}, "b": {"shadow": true}}}"""));

        Policy standard = Policy.standard("b");
        Policy observing =
                new Policy("b", standard.stopping(), standard.consecutive(), standard.grace(), standard.budget(), true);
        assertEquals(Map.of("default", Policy.standard("default"), "b", observing), policies);
    }

    @Test
    void everyProblemIsToldAtOnceWithKeyValueAndExpectation() {
        byte[] file = bytes("""
                {"schema": "thalweg.policies/1",
                 "policies": {"a": {"stop": ["OFF_MANIFOLD", "BORED"], "consecutive": 0, "grase": 3},
                              "b": {"budget": {"share": 10}, "grace": {"steps": "many"}, "shadow": "yes"}}}""");

        PolicyFormatException refusal = assertThrows(PolicyFormatException.class, () -> PolicyFormat.readFile(file));

        assertEquals(
                List.of(
                        "policies.a.grase = 3: expected no such key; there are stop, consecutive, grace, budget, shadow",
                        "policies.a.stop[1] = \"BORED\": expected one of OFF_MANIFOLD, REGRESSION, STALL, OVERFIT,"
                                + " NON_FINITE, SILENT",
                        "policies.a.consecutive = 0: expected a whole number from 1 to 1000000",
                        "policies.b.grace.steps = \"many\": expected a whole number from 0 to 9007199254740992",
                        "policies.b.budget.share = 10: expected a number from 0 to 1, such as 0.1",
                        "policies.b.shadow = \"yes\": expected true or false"),
                refusal.problems());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "[]",
                "{}",
                "{\"schema\": \"thalweg.policies/2\", \"policies\": {}}",
                "{\"schema\": \"thalweg.policies/1\"}",
                "{\"schema\": \"thalweg.policies/1\", \"policies\": []}",
                "{\"schema\": \"thalweg.policies/1\", \"policies\": {\"a\": 1}}",
                "{\"schema\": \"thalweg.policies/1\", \"policies\": {\" \": {}}}",
                "{\"schema\": \"thalweg.policies/1\", \"policies\": {\"a\": {}, \"a\": {}}}",
                "{\"schema\": \"thalweg.policies/1\", \"policies\": {}} {}",
                "{\"schema\": \"thalweg.policies/1\", \"policies\": {\"a\": {\"budget\": {}}}}",
                "{\"schema\": \"thalweg.policies/1\", \"policies\": {\"a\": {\"consecutive\": 1.5}}}",
                "{\"schema\": \"thalweg.policies/1\", \"policies\": {\"a\": {\"consecutive\": null}}}",
                "{\"schema\": \"thalweg.policies/1\", \"policies\": {\"a\": {\"stop\": \"STALL\"}}}",
            })
    void whatIsNoFileOfPoliciesIsRefused(String text) {
        assertThrows(PolicyFormatException.class, () -> PolicyFormat.readFile(bytes(text)));
    }

    @ParameterizedTest
    @CsvSource({"0.1, 0, 9, 0", "0.1, 0, 10, 1", "0.1, 1, 3, 1", "0.29, 0, 100, 29", "0, 0, 100, 0", "1, 0, 7, 7"})
    void budgetIsTheShareRoundedDownButAtLeast(double share, int atLeast, int seen, int allowed) {
        assertEquals(allowed, new Budget(share, atLeast).allowed(seen));
    }

    @Test
    void recordIsValidByItsSchema() throws IOException {
        assertEquals(Set.of(), problems("policy", PLAIN.readTree(PolicyFormat.writeRecord(FULL))));
    }

    @Test
    void schemaRefusesAnUnknownKey() throws IOException {
        JsonNode json = PLAIN.readTree("{\"schema\": \"thalweg.policies/1\", \"policies\": {\"a\": {\"grase\": 3}}}");
        assertEquals(1, problems("policies", json).size());
    }

    @Test
    void examplesOfTheDocumentAreSound() throws IOException, PolicyFormatException {
        String document = Files.readString(DOCS.resolve("policies.md"));
        Matcher examples = Pattern.compile("(?s)```json\\n(.*?)```").matcher(document);
        int found = 0;
        while (examples.find()) {
            PolicyFormat.readFile(bytes(examples.group(1)));
            assertEquals(Set.of(), problems("policies", PLAIN.readTree(examples.group(1))));
            found++;
        }
        assertTrue(found >= 2, "examples in docs/policies.md");
    }

    private static Set<?> problems(String schema, JsonNode json) throws IOException {
        JsonNode node = PLAIN.readTree(
                DOCS.resolve("schemas/" + schema + ".schema.json").toFile());
        JsonSchemaFactory factory = JsonSchemaFactory.getInstance(VersionFlag.V202012);
        SchemaLocation meta = SchemaLocation.of(VersionFlag.V202012.getId());
        assertEquals(Set.of(), factory.getSchema(meta).validate(node));
        return factory.getSchema(node).validate(json);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
