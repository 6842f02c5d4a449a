package io.thalweg.processor.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.protocol.policy.Policy;
import io.thalweg.protocol.policy.PolicyFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadedPoliciesTest {
    private final List<PolicySource> refusals = new ArrayList<>();
    private final LoadedPolicies policies = new LoadedPolicies(refusals::add);

    @Test
    void withoutAnyTheBuiltInOneIsInForce() {
        assertEquals(Policy.standard("default"), policies.forExperiment("imagenet"));
    }

    @Test
    void topicWinsOverTheFileUntilItsRecordIsDeleted() throws PolicyFormatException {
        policies.takeFile(file("\"imagenet\": {\"consecutive\": 2}"));
        policies.takeRecord("imagenet", record("\"consecutive\": 3"));
        int ofTopic = policies.forExperiment("imagenet").consecutive();
        policies.takeRecord("imagenet", null);

        assertEquals(3, ofTopic);
        assertEquals(2, policies.forExperiment("imagenet").consecutive());
    }

    @Test
    void experimentsWithoutTheirOwnHaveTheDefault() throws PolicyFormatException {
        policies.takeFile(file("\"default\": {\"shadow\": true}, \"imagenet\": {}"));

        assertTrue(policies.forExperiment("").shadow());
        assertTrue(policies.forExperiment("digits").shadow());
        assertEquals("imagenet", policies.forExperiment("imagenet").name());
    }

    @Test
    void recordThatIsRefusedLeavesTheLastGoodOneInForceAndIsCounted() {
        policies.takeRecord("imagenet", record("\"consecutive\": 3"));
        policies.takeRecord("imagenet", record("\"consecutive\": 0, \"grase\": 1"));

        assertEquals(3, policies.forExperiment("imagenet").consecutive());
        assertEquals(List.of(PolicySource.TOPIC), refusals);
    }

    @Test
    void fileThatChangesIsTakenAndOneThatIsRefusedLeavesTheLastGoodOne(@TempDir Path folder) throws IOException {
        Path path = folder.resolve("policies.json");
        Files.write(path, file("\"imagenet\": {\"consecutive\": 2}"));
        PolicyFile file = new PolicyFile(path, policies);
        file.load();
        Files.write(path, file("\"imagenet\": {\"consecutive\": 5}"));
        file.look();
        Files.write(path, file("\"imagenet\": {\"consecutive\": -5}"));
        file.look();
        file.look();

        assertEquals(5, policies.forExperiment("imagenet").consecutive());
        assertEquals(List.of(PolicySource.FILE), refusals);
    }

    @Test
    void fileThatVanishesIsRefusedOnceAndTakenWhenItIsBack(@TempDir Path folder) throws IOException {
        Path path = folder.resolve("policies.json");
        Files.write(path, file("\"imagenet\": {\"consecutive\": 2}"));
        PolicyFile file = new PolicyFile(path, policies);
        file.load();
        Files.delete(path);
        file.look();
        file.look();
        int without = policies.forExperiment("imagenet").consecutive();
        Files.write(path, file("\"imagenet\": {\"consecutive\": 3}"));
        file.look();

        assertEquals(2, without);
        assertEquals(List.of(PolicySource.FILE), refusals);
        assertEquals(3, policies.forExperiment("imagenet").consecutive());
    }

    @Test
    void badFileAtTheStartIsAFailureWithKeyValueAndExpectation(@TempDir Path folder) throws IOException {
        Path path = folder.resolve("policies.json");
        Files.write(path, file("\"a\": {\"consecutive\": 0}"));
        PolicyFile file = new PolicyFile(path, policies);

        IOException failure = assertThrows(IOException.class, file::load);

        assertTrue(
                String.valueOf(failure.getMessage())
                        .endsWith("policies.a.consecutive = 0: expected a whole number from 1 to 1000000"),
                failure.getMessage());
    }

    private static byte[] file(String policies) {
        return bytes("{\"schema\": \"thalweg.policies/1\", \"policies\": {" + policies + "}}");
    }

    private static byte[] record(String keys) {
        return bytes("{\"schema\": \"thalweg.policy/1\", " + keys + "}");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
