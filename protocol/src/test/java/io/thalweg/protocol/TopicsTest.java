package io.thalweg.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopicsTest {
    @Test
    void standardNamesAreThoseOfTheDesign() {
        assertEquals(
                List.of(
                        "thalweg.runs",
                        "thalweg.snapshots",
                        "thalweg.metrics",
                        "thalweg.decisions",
                        "thalweg.manifolds",
                        "thalweg.policies",
                        "thalweg.dead-letters"),
                Topics.standard().all());
    }

    @Test
    void prefixThatKafkaRefusesIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Topics("my topics/"));
        assertThrows(IllegalArgumentException.class, () -> new Topics("p".repeat(201)));
    }

    @Test
    void layoutRefusesNumbersOutOfRange() {
        TopicLayout layout = TopicLayout.standard(Topics.standard());
        assertThrows(IllegalArgumentException.class, () -> layout.withPartitions(0));
        assertThrows(IllegalArgumentException.class, () -> layout.withReplication(0));
        assertThrows(IllegalArgumentException.class, () -> layout.withSnapshotRetention(Duration.ZERO));
    }
}
