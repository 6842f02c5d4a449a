package io.thalweg.broker;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {
    @Test
    void recordsComeBackAfterRestart(@TempDir Path directory) {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory)) {
            RecordClient client = new RecordClient(broker.bootstrapServers());
            client.createTopic("letters");
            client.send("letters", "a");
        }
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory)) {
            RecordClient client = new RecordClient(broker.bootstrapServers());
            client.send("letters", "b");
            assertEquals(List.of("a", "b"), client.read("letters", 2));
        }
    }

    @Test
    void secondStartOnDirectoryIsRefusedAndFirstGoesOn(@TempDir Path directory) {
        try (EmbeddedBroker first = EmbeddedBroker.start(directory)) {
            BrokerInUseException refusal =
                    assertThrows(BrokerInUseException.class, () -> EmbeddedBroker.start(directory.resolve(".")));

            long pid = ProcessHandle.current().pid();
            assertEquals(
                    "the broker's directory " + first.directory() + " is in use by process " + pid
                            + "; stop that one or name another directory",
                    refusal.getMessage());
            RecordClient client = new RecordClient(first.bootstrapServers());
            client.createTopic("letters");
            client.send("letters", "still here");
            assertEquals(List.of("still here"), client.read("letters", 1));
        }
    }

    @Test
    void brokersInTwoDirectoriesRunSideBySide(@TempDir Path one, @TempDir Path other) {
        try (EmbeddedBroker first = EmbeddedBroker.start(one);
                EmbeddedBroker second = EmbeddedBroker.start(other)) {
            RecordClient toFirst = new RecordClient(first.bootstrapServers());
            RecordClient toSecond = new RecordClient(second.bootstrapServers());
            toFirst.createTopic("letters");
            toSecond.createTopic("letters");
            toFirst.send("letters", "a");
            toSecond.send("letters", "b");

            assertEquals(List.of("a"), toFirst.read("letters", 1));
            assertEquals(List.of("b"), toSecond.read("letters", 1));
        }
    }

    @Test
    void takenPortIsNamedAndDirectoryStaysFree(@TempDir Path directory) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            PortInUseException refusal =
                    assertThrows(PortInUseException.class, () -> EmbeddedBroker.start(directory, port));

            assertTrue(refusal.getMessage().startsWith("port " + port + " on 127.0.0.1 is already in use"));
        }
        DirectoryLock.acquire(directory).close();
    }

    @Test
    void directoryThatIsAFileIsRefusedInOneLine(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");

        BrokerStartException refusal = assertThrows(BrokerStartException.class, () -> EmbeddedBroker.start(file));

        assertEquals(1, refusal.getMessage().lines().count());
        assertTrue(refusal.getMessage().contains(file.toString()), refusal.getMessage());
    }

    @Test
    void damagedDirectoryIsRefusedInOneLineAndStaysFree(@TempDir Path directory) throws IOException {
        Path data = Files.createDirectories(directory.resolve("data"));
        Files.writeString(data.resolve("meta.properties"), "version=1\ncluster.id=another\nnode.id=7\n");

        BrokerStartException refusal = assertThrows(BrokerStartException.class, () -> EmbeddedBroker.start(directory));

        assertEquals(1, refusal.getMessage().lines().count(), refusal.getMessage());
        DirectoryLock.acquire(directory).close();
    }

    @Test
    void closingTwiceIsClosingOnce(@TempDir Path directory) {
        EmbeddedBroker broker = EmbeddedBroker.start(directory);
        broker.close();

        assertDoesNotThrow(broker::close);
    }

    @Test
    void portOutOfRangeIsRefused(@TempDir Path directory) {
        assertThrows(IllegalArgumentException.class, () -> EmbeddedBroker.start(directory, 70_000));
    }
}
