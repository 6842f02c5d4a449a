package io.thalweg.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.thalweg.protocol.TopicLayout;
import io.thalweg.protocol.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.Test;

/** The examples for Strimzi: the topics are the program's, and nobody may do more than the roles allow. */
class StrimziExamplesTest {
    private static final Topics TOPICS = Topics.standard();

    @Test
    void topicsAreThoseOfTheProgram() throws IOException {
        TopicLayout layout = TopicLayout.standard(TOPICS);
        Set<String> byRun = Set.of(TOPICS.runs(), TOPICS.snapshots(), TOPICS.metrics(), TOPICS.decisions());
        Set<String> compacted = Set.of(TOPICS.runs(), TOPICS.manifolds(), TOPICS.policies());
        Map<String, String> written = new TreeMap<>();
        for (JsonNode topic : resources("strimzi-topics.yaml", "KafkaTopic")) {
            JsonNode config = topic.path("spec").path("config");
            written.put(
                    name(topic),
                    topic.path("spec").path("partitions").asText() + " "
                            + config.path("cleanup.policy").asText() + " "
                            + config.path("retention.ms").asText("-"));
        }

        Map<String, String> expected = new TreeMap<>();
        for (String topic : TOPICS.all()) {
            Duration kept = topic.equals(TOPICS.snapshots()) ? layout.snapshotRetention() : layout.recordRetention();
            expected.put(
                    topic,
                    (byRun.contains(topic) ? layout.partitions() : 1)
                            + (compacted.contains(topic) ? " compact -" : " delete " + kept.toMillis()));
        }
        assertEquals(expected, written);
    }

    @Test
    void trainerReadsNobodysSnapshotsAndDecidesNothing() throws IOException {
        Map<String, Set<String>> trainer = operations("thalweg-trainer");

        assertEquals(Set.of("describe", "write"), trainer.get("topic " + TOPICS.snapshots()));
        assertFalse(
                trainer.getOrDefault("topic " + TOPICS.decisions(), Set.of()).contains("write"));
        assertTrue(trainer.keySet().stream().noneMatch(resource -> resource.endsWith("*")));
    }

    @Test
    void processorReadsAndWritesWhatItsTopologyDoes() throws IOException {
        Map<String, Set<String>> processor = operations("thalweg-processor");

        for (String topic : List.of(TOPICS.runs(), TOPICS.snapshots(), TOPICS.metrics(), TOPICS.decisions())) {
            assertMay(processor, "topic " + topic, "read", "write");
        }
        assertMay(processor, "topic " + TOPICS.deadLetters(), "write");
        assertMay(processor, "topic " + TOPICS.manifolds(), "read");
        assertMay(processor, "group thalweg", "read");
        assertMay(processor, "transactionalId thalweg-*", "write");
        assertMay(processor, "topic thalweg-*", "create", "read", "write");
        assertFalse(
                processor.getOrDefault("topic " + TOPICS.manifolds(), Set.of()).contains("write"));
    }

    /** What AccessControlIT of the stream processor tries on a broker. */
    @Test
    void usersMayWhatTheTableOfRolesSays() throws IOException {
        Map<String, Map<String, Set<String>>> written = new TreeMap<>();
        Map<String, Map<String, Set<String>>> table = new TreeMap<>();
        for (String line : Files.readAllLines(Chart.ROOT.resolve("docs").resolve("security.md"))) {
            String[] cells = line.split("\\|", -1);
            if (cells.length == 6 && cells[3].contains("`")) {
                table.computeIfAbsent("thalweg-" + cells[1].strip(), unused -> new TreeMap<>())
                        .put(
                                cells[2].strip() + " " + cells[3].strip().replace("`", ""),
                                new TreeSet<>(Arrays.asList(cells[4].strip()
                                        .toLowerCase(Locale.ROOT)
                                        .split(", ", -1))));
            }
        }
        for (String user : table.keySet()) {
            written.put(user, new TreeMap<>(operations(user)));
        }

        assertEquals(table, written);
    }

    @Test
    void operationsAreKafkas() throws IOException {
        Set<String> known = Arrays.stream(AclOperation.values())
                .map(operation -> operation.name().replace("_", "").toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());

        for (String user : List.of("thalweg-processor", "thalweg-trainer", "thalweg-operator")) {
            operations(user).values().forEach(operations -> assertTrue(known.containsAll(operations)));
        }
    }

    /** What a user may do, lower case, by type and name of the resource; a prefix ends in an asterisk. */
    private static Map<String, Set<String>> operations(String user) throws IOException {
        Map<String, Set<String>> operations = new HashMap<>();
        for (JsonNode resource : resources("strimzi-users.yaml", "KafkaUser")) {
            if (name(resource).equals(user)) {
                for (JsonNode acl : resource.path("spec").path("authorization").path("acls")) {
                    JsonNode on = acl.path("resource");
                    String end = on.path("patternType").asText().equals("prefix") ? "*" : "";
                    operations
                            .computeIfAbsent(
                                    on.path("type").asText() + " "
                                            + on.path("name").asText() + end,
                                    unused -> new TreeSet<>())
                            .addAll(YamlTree.texts(acl.path("operations")).stream()
                                    .map(operation -> operation.toLowerCase(Locale.ROOT))
                                    .toList());
                }
            }
        }
        return operations;
    }

    private static void assertMay(Map<String, Set<String>> user, String resource, String... operations) {
        assertTrue(user.getOrDefault(resource, Set.of()).containsAll(Set.of(operations)), resource);
    }

    private static String name(JsonNode resource) {
        return resource.path("metadata").path("name").asText();
    }

    private static List<JsonNode> resources(String file, String kind) throws IOException {
        return YamlTree.all(Chart.FOLDER.resolve("examples").resolve(file)).stream()
                .filter(resource -> resource.path("kind").asText().equals(kind))
                .toList();
    }
}
