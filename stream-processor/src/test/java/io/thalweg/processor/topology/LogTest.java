package io.thalweg.processor.topology;

import static io.thalweg.processor.topology.TopologyUnderTest.RUN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.thalweg.protocol.chunk.ChunkHeader;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** That a line about a snapshot says which. */
class LogTest {
    private final Logger log = (Logger) LoggerFactory.getLogger("io.thalweg.processor.topology");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final TopologyUnderTest topology = new TopologyUnderTest();

    @BeforeEach
    void listen() {
        lines.start();
        log.addAppender(lines);
        log.setLevel(Level.DEBUG);
    }

    @AfterEach
    void close() {
        log.detachAppender(lines);
        log.setLevel(null);
        topology.close();
    }

    @Test
    void measuredSnapshotIsToldWithItsId() {
        ChunkHeader header = topology.header(7);
        topology.sendHealthy(header, 0.5);

        Map<String, String> line = only("snapshot measured");
        assertEquals(RUN.value(), line.get("run"));
        assertEquals(Integer.toString(header.attempt()), line.get("attempt"));
        assertEquals("7", line.get("step"));
        assertEquals(header.probeSet().toString(), line.get("probeSet"));
    }

    @Test
    void refusalSaysWhichSnapshotWasMeant() {
        float[] unnormalised = topology.tiny.healthy(0.5);
        unnormalised[0] += 0.5f;
        topology.send(topology.header(4), unnormalised);

        Map<String, String> line = only("record refused; further ones for this reason are not logged for a minute");
        assertEquals("UNNORMALISED", line.get("reason"));
        assertEquals(RUN.value(), line.get("run"));
        assertEquals("4", line.get("step"));
    }

    @Test
    void decisionIsToldWithItsSnapshot() {
        float[] broken = topology.tiny.healthy(0.5);
        broken[0] = Float.NaN;
        topology.send(topology.header(5), broken);

        Map<String, String> line = only("decision");
        assertEquals(RUN.value(), line.get("run"));
        assertEquals("0", line.get("attempt"));
        assertEquals("5", line.get("step"));
        assertEquals("NON_FINITE", line.get("alarm"));
    }

    private Map<String, String> only(String message) {
        List<ILoggingEvent> found = lines.list.stream()
                .filter(event -> event.getMessage().equals(message))
                .toList();
        assertEquals(1, found.size(), () -> "lines: " + lines.list);
        Map<String, String> keys = new TreeMap<>();
        found.get(0).getKeyValuePairs().forEach(pair -> keys.put(pair.key, String.valueOf(pair.value)));
        assertTrue(keys.containsKey("run"));
        return keys;
    }
}
