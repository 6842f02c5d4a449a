package io.thalweg.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerProcessIT {
    @Test
    void acknowledgedRecordsSurviveKill(@TempDir Path directory) {
        try (BrokerProcess first = BrokerProcess.start(directory)) {
            RecordClient client = new RecordClient(first.bootstrapServers());
            client.createTopic("letters");
            client.send("letters", "a", "b");

            first.kill();
            try (BrokerProcess second = first.restart()) {
                client.send("letters", "c");
                assertEquals(first.bootstrapServers(), second.bootstrapServers());
                assertEquals(List.of("a", "b", "c"), client.read("letters", 3));
            }
        }
    }

    @Test
    void secondProcessOnDirectoryIsToldTheFirstOnesId(@TempDir Path directory) {
        try (BrokerProcess first = BrokerProcess.start(directory)) {
            BrokerStartException refusal =
                    assertThrows(BrokerStartException.class, () -> EmbeddedBroker.start(directory));

            assertTrue(refusal.getMessage().contains("process " + first.pid()), refusal.getMessage());
        }
    }

    @Test
    void childsRefusalReachesTheParent(@TempDir Path directory) {
        try (EmbeddedBroker first = EmbeddedBroker.start(directory)) {
            BrokerStartException refusal =
                    assertThrows(BrokerStartException.class, () -> BrokerProcess.start(directory));

            assertTrue(
                    refusal.getMessage()
                            .contains("process " + ProcessHandle.current().pid()),
                    refusal.getMessage());
            assertTrue(refusal.getMessage().contains(first.directory().toString()), refusal.getMessage());
        }
    }

    @Test
    void closeEndsTheProcess(@TempDir Path directory) {
        BrokerProcess broker = BrokerProcess.start(directory);

        broker.close();

        assertFalse(ProcessHandle.of(broker.pid()).map(ProcessHandle::isAlive).orElse(false));
    }
}
