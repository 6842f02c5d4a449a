package io.thalweg.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerClusterIT {
    private static final List<BrokerCluster.Place> THREE =
            List.of(BrokerCluster.Place.loopback(), BrokerCluster.Place.loopback(), BrokerCluster.Place.loopback());

    @Test
    void acknowledgedRecordsSurviveTheLossOfANode(@TempDir Path directory) {
        try (BrokerCluster cluster = BrokerCluster.start(directory, THREE)) {
            RecordClient client = new RecordClient(cluster.bootstrapServers());
            client.createTopic("letters");
            client.send("letters", "a", "b");
            int leader = client.leader("letters");

            cluster.kill(leader);
            client.send("letters", "c");
            cluster.restart(leader);

            assertTrue(cluster.isAlive(leader));
            assertEquals(3, client.copies("letters"));
            assertEquals(List.of("a", "b", "c"), client.read("letters", 3));
        }
    }

    @Test
    void nodeThatIsNotThereIsNamed(@TempDir Path directory) {
        try (BrokerCluster cluster = BrokerCluster.start(directory, THREE.subList(0, 1))) {
            IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> cluster.kill(2));

            assertEquals("id: 2, expected 1 to 1", refusal.getMessage());
        }
    }
}
