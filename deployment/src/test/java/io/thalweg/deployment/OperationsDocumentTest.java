package io.thalweg.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.protocol.TopicLayout;
import io.thalweg.protocol.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/operations.md says of topics and runbooks is so. */
class OperationsDocumentTest {
    private static final Path DOCS = Chart.ROOT.resolve("docs");

    @Test
    void topicsAreKeptAsTheTableSays() throws IOException {
        Topics topics = Topics.standard();
        TopicLayout layout = TopicLayout.standard(topics);
        List<String> lines = Files.readAllLines(DOCS.resolve("operations.md"));
        for (String topic : topics.all()) {
            boolean single = Set.of(topics.manifolds(), topics.policies(), topics.deadLetters())
                    .contains(topic);
            String kept;
            if (Set.of(topics.runs(), topics.manifolds(), topics.policies()).contains(topic)) {
                kept = "compacted";
            } else if (topic.equals(topics.snapshots())) {
                kept = layout.snapshotRetention().toHours() + " hours";
            } else {
                kept = layout.recordRetention().toDays() + " days";
            }
            String row = "| `" + topic + "` | " + (single ? 1 : layout.partitions()) + " | " + kept + " |";

            assertTrue(lines.stream().anyMatch(line -> line.startsWith(row)), row);
        }
        assertEquals(Duration.ofHours(24), layout.snapshotRetention());
    }

    @Test
    void everyRunbookOfTheServiceIsReachedFromASymptom() throws IOException {
        String page = Files.readString(DOCS.resolve("operations.md"));
        try (Stream<Path> runbooks = Files.list(DOCS.resolve("runbooks"))) {
            runbooks.map(file -> file.getFileName().toString())
                    // One alarm of a run each: the alert itself links to it.
                    .filter(name -> !name.startsWith("ThalwegRun") || name.equals("ThalwegRunsHidden.md"))
                    .forEach(name -> assertTrue(page.contains("runbooks/" + name), name));
        }
    }
}
