package io.thalweg.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClusterNodeTest {
    private static final List<ClusterNode> NODES =
            List.of(new ClusterNode(1, "127.0.0.1", 9092, 9093), new ClusterNode(2, "10.0.0.2", 9094, 9095));

    @Test
    void whatIsFormattedIsParsed() {
        assertEquals(NODES, ClusterNode.parse(ClusterNode.format(NODES)));
    }

    @Test
    void votersAreTheControllers() {
        assertEquals("1@127.0.0.1:9093,2@10.0.0.2:9095", ClusterNode.voters(NODES));
    }

    @Test
    void nodeWithoutControllerPortIsRefused() {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> ClusterNode.parse("1@localhost:9092"));

        assertEquals("node: 1@localhost:9092, expected id@host:port:controllerPort", refusal.getMessage());
    }
}
