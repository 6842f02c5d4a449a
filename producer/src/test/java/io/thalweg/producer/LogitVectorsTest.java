package io.thalweg.producer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.thalweg.protocol.chunk.Encoding;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/**
 * The test vectors of publishing logits, for clients in other languages: chunks by their bytes. {@code
 * -Dthalweg.vectors.write=true} writes them anew after a deliberate change.
 */
class LogitVectorsTest {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final Path FILE = Path.of(
            System.getProperty("basedir", "."), "..", "protocol", "src", "test", "resources", "vectors", "logits.json");
    private static final int CLASSES = 4;
    private static final float[] LOGITS = {
        0,
        0,
        0,
        0,
        1.5f,
        -2.25f,
        0.125f,
        3,
        1000,
        999,
        998.5f,
        -1000,
        -40,
        0,
        -20,
        -90,
        Float.NEGATIVE_INFINITY,
        2,
        1,
        0,
        Float.NaN,
        0,
        0,
        0,
        Float.POSITIVE_INFINITY,
        0,
        0,
        0
    };

    @Test
    void committedVectorsAreWhatIsWritten() throws IOException {
        ArrayNode vectors = JSON.createArrayNode();
        for (Encoding encoding : Encoding.values()) {
            vectors.add(vector(encoding));
        }
        if (Boolean.getBoolean("thalweg.vectors.write")) {
            Files.writeString(FILE, JSON.writeValueAsString(vectors) + "\n");
        }
        JsonNode committed = JSON.readTree(Files.readString(FILE));

        assertEquals(committed, JSON.readTree(JSON.writeValueAsString(vectors)));
    }

    private static ObjectNode vector(Encoding encoding) {
        RunDescription description =
                RunDescription.of("logits.s0", Snapshots.probeSet(LOGITS.length / CLASSES, CLASSES));
        Instant now = Instant.parse("2026-11-23T14:17:00.123456Z");
        byte[] chunk = new SnapshotEncoder(description, encoding, InstantSource.fixed(now))
                .logits(300, FloatBuffer.wrap(LOGITS))
                .get(0);
        ObjectNode node = JSON.createObjectNode().put("encoding", encoding.code());
        for (float logit : LOGITS) {
            node.withArray("logitBits").add(HexFormat.of().toHexDigits(Float.floatToRawIntBits(logit)));
        }
        return node.put("chunk", HexFormat.of().formatHex(chunk));
    }
}
