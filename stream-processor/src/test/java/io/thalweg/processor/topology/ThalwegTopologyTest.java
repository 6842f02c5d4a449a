package io.thalweg.processor.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.thalweg.protocol.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.Test;

class ThalwegTopologyTest {
    @Test
    void descriptionIsTheGoldenOne() throws IOException {
        Topology topology = ThalwegTopology.build(
                TopologySettings.standard(Topics.standard(), 8),
                probeSet -> Optional.empty(),
                new RecordingObserver(),
                InstantSource.system());

        // Names of stores and processors are on the cluster's disks: a change here needs a migration.
        try (InputStream golden = ThalwegTopologyTest.class.getResourceAsStream("topology.txt")) {
            assertEquals(
                    new String(golden.readAllBytes(), StandardCharsets.UTF_8).strip(),
                    topology.describe().toString().strip());
        }
    }
}
