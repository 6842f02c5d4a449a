package io.thalweg.protocol.chunk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.thalweg.protocol.ProbeSet;
import io.thalweg.protocol.RunId;
import io.thalweg.protocol.chunk.ChunkResult.Accepted;
import io.thalweg.protocol.chunk.ChunkResult.Rejected;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;

/**
 * The test vectors for clients in other languages: what this code writes must be what is committed, byte for byte. {@code
 * -Dthalweg.vectors.write=true} writes them anew after a deliberate change.
 */
class ChunkVectorsTest {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final Path FILE =
            Path.of(System.getProperty("basedir", "."), "src", "test", "resources", "vectors", "vectors.json");
    private static final ProbeSet PROBES = ProbeSet.of(List.of("zero", "one", "zwölf", ""), new int[] {0, 1, 2, 2}, 3);
    private static final float[] ROWS = {
        0.7f, 0.2f, 0.1f, 1, 0, 0, 0x1.002002p0f / 3, 1f / 3, 1f / 3, 1e-9f, 0.999999f, 1e-6f
    };

    @Test
    void committedVectorsAreWhatIsWritten() throws IOException {
        JsonNode vectors = JSON.createObjectNode()
                .<ObjectNode>set("probeSets", probeSets())
                .<ObjectNode>set("halves", halves())
                .<ObjectNode>set("checksums", checksums())
                .<ObjectNode>set("partitions", partitions())
                .<ObjectNode>set("accepted", accepted())
                .set("rejected", rejected());
        if (Boolean.getBoolean("thalweg.vectors.write")) {
            Files.writeString(FILE, JSON.writeValueAsString(vectors) + "\n");
        }
        assertEquals(JSON.readTree(Files.readString(FILE)), JSON.readTree(JSON.writeValueAsString(vectors)));
    }

    @Test
    void acceptedVectorsDecodeToTheirAmplitudes() throws IOException {
        for (JsonNode vector : JSON.readTree(FILE.toFile()).get("accepted")) {
            Accepted taken = assertInstanceOf(Accepted.class, ChunkReader.read(chunk(vector)));
            float[] amplitudes = new float[taken.payload().values()];
            taken.payload().amplitudes(amplitudes);
            assertArrayEquals(
                    bits(vector.get("amplitudeBits")),
                    IntStream.range(0, amplitudes.length)
                            .map(i -> Float.floatToRawIntBits(amplitudes[i]))
                            .toArray());
        }
    }

    @Test
    void rejectedVectorsAreRejectedForTheirReason() throws IOException {
        for (JsonNode vector : JSON.readTree(FILE.toFile()).get("rejected")) {
            Rejected refused = assertInstanceOf(Rejected.class, ChunkReader.read(chunk(vector)));
            assertEquals(
                    vector.get("reason").asText(),
                    refused.reason().name(),
                    vector.get("what").asText());
        }
    }

    private static ArrayNode probeSets() {
        ArrayNode all = JSON.createArrayNode();
        all.add(probeSet("ids of several lengths", List.of("zero", "one", "zwölf", ""), PROBES));
        all.add(probeSet("decimal indices", List.of("0", "1", "2"), ProbeSet.of(new int[] {9, 0, 4}, 10)));
        return all;
    }

    private static ObjectNode probeSet(String what, List<String> ids, ProbeSet set) {
        ObjectNode node = JSON.createObjectNode().put("what", what).put("classes", set.classes());
        ids.forEach(node.putArray("ids")::add);
        Arrays.stream(set.labels()).forEach(node.putArray("labels")::add);
        return node.put("id", set.id().value());
    }

    /** Float32 probabilities by their bits, and the half that their square root rounds to. */
    private static ArrayNode halves() {
        float besideTie = (float) ((1 + 0x1p-11) * (1 + 0x1p-11));
        float[] probabilities = {
            0,
            1,
            0.25f,
            0.1f,
            1e-3f,
            1e-8f,
            1e-9f,
            1e-12f,
            0x1p-28f,
            0x1p-48f,
            0x1p-50f,
            Math.nextUp(0x1p-50f),
            Float.MIN_VALUE,
            besideTie,
            Math.nextUp(besideTie),
            Math.nextDown(besideTie),
            2,
            // Square roots halfway between two subnormal halves: 1.5 and 2.5 times the smallest, both to twice of it.
            2.25f * 0x1p-48f,
            6.25f * 0x1p-48f,
            Float.POSITIVE_INFINITY,
            Float.NaN,
            -1
        };
        ArrayNode all = JSON.createArrayNode();
        for (float p : probabilities) {
            all.addObject()
                    .put("probabilityBits", HexFormat.of().toHexDigits(Float.floatToRawIntBits(p)))
                    .put("half", HexFormat.of().toHexDigits(HalfFloat.of(Math.sqrt(p))));
        }
        return all;
    }

    /** CRC-32C of a pattern repeated, in lengths around those that fast implementations take in one go. */
    private static ArrayNode checksums() {
        ArrayNode all = JSON.createArrayNode();
        all.add(checksum("", 0));
        all.add(checksum("313233343536373839", 1));
        all.add(checksum("00", 32));
        all.add(checksum("ff", 33));
        all.add(checksum("000102030405060708090a", 5_957));
        all.add(checksum("1f8b", 450_000));
        return all;
    }

    private static ObjectNode checksum(String pattern, int times) {
        byte[] bytes = HexFormat.of().parseHex(pattern.repeat(times));
        return JSON.createObjectNode()
                .put("pattern", pattern)
                .put("times", times)
                .put("crc", HexFormat.of().toHexDigits(ChunkLayout.crc(bytes, 0, bytes.length)));
    }

    /** Where Kafka's own murmur2 sends a key. */
    private static ArrayNode partitions() {
        ArrayNode all = JSON.createArrayNode();
        for (String key : List.of("a", "ab", "abc", "abcd", "digits.s0", "run-id_of.17chars", "r".repeat(128))) {
            int hash = Utils.murmur2(key.getBytes(StandardCharsets.US_ASCII));
            ObjectNode node = all.addObject()
                    .put("key", key)
                    .put("murmur2", HexFormat.of().toHexDigits(hash));
            ObjectNode byCount = node.putObject("partitionOf");
            for (int count : new int[] {1, 3, 8, 100}) {
                byCount.put(Integer.toString(count), Utils.toPositive(hash) % count);
            }
        }
        return all;
    }

    private static ArrayNode accepted() {
        ArrayNode all = JSON.createArrayNode();
        all.add(accepted("whole snapshot, amplitudes", header("digits.s0", Encoding.FLOAT16_AMPLITUDES), ROWS));
        all.add(accepted("whole snapshot, probabilities", header("digits.s0", Encoding.FLOAT32_PROBABILITIES), ROWS));
        ChunkHeader part =
                header("run-id_of.17chars", Encoding.FLOAT16_AMPLITUDES).withSamples(2, 1);
        all.add(accepted("third sample alone", part, Arrays.copyOfRange(ROWS, 6, 9)));
        ChunkHeader longest =
                header("r".repeat(128), Encoding.FLOAT32_PROBABILITIES).withSamples(3, 1);
        all.add(accepted("longest run id, no padding", longest, Arrays.copyOfRange(ROWS, 9, 12)));
        return all;
    }

    private static ObjectNode accepted(String what, ChunkHeader header, float[] rows) {
        byte[] chunk = ChunkWriter.probabilities(header, rows, 0);
        float[] amplitudes = new float[rows.length];
        ((Accepted) ChunkReader.read(chunk)).payload().amplitudes(amplitudes);
        ObjectNode node = JSON.createObjectNode().put("what", what);
        node.putObject("header")
                .put("run", header.run().value())
                .put("attempt", header.attempt())
                .put("step", header.step())
                .put("probeSet", header.probeSet().value())
                .put("classes", header.classes())
                .put("totalSamples", header.totalSamples())
                .put("firstSample", header.firstSample())
                .put("sampleCount", header.sampleCount())
                .put("encoding", header.encoding().code())
                .put("publishedAtMicros", header.publishedAtMicros());
        addBits(node.putArray("probabilityBits"), rows);
        addBits(node.putArray("amplitudeBits"), amplitudes);
        return node.put("chunk", HexFormat.of().formatHex(chunk));
    }

    private static ArrayNode rejected() {
        byte[] good = ChunkWriter.probabilities(header("digits.s0", Encoding.FLOAT32_PROBABILITIES), ROWS, 0);
        byte[] newer = good.clone();
        ChunkLayout.SHORT.set(newer, ChunkLayout.VERSION_AT, (short) 2);
        byte[] spaced = good.clone();
        spaced[ChunkLayout.RUN_AT + 6] = ' ';
        byte[] flipped = good.clone();
        flipped[good.length - 1] ^= 1;
        List<ObjectNode> all = new ArrayList<>();
        all.add(rejected("last byte missing", Arrays.copyOf(good, good.length - 1)));
        all.add(rejected("version 2", Chunks.resealed(newer)));
        all.add(rejected("run id with a space", Chunks.resealed(spaced)));
        all.add(rejected("a bit of the payload flipped", flipped));
        all.add(rejected("no classes", Chunks.withInt(good, ChunkLayout.CLASSES_AT, 0)));
        all.add(rejected("first sample that overflows", Chunks.withInt(good, ChunkLayout.FIRST_SAMPLE_AT, -1)));
        return JSON.createArrayNode().addAll(all);
    }

    private static ObjectNode rejected(String what, byte[] chunk) {
        Rejected refused = (Rejected) ChunkReader.read(chunk);
        return JSON.createObjectNode()
                .put("what", what)
                .put("reason", refused.reason().name())
                .put("chunk", HexFormat.of().formatHex(chunk));
    }

    private static ChunkHeader header(String run, Encoding encoding) {
        SnapshotKey key = new SnapshotKey(new RunId(run), 2, 1L << 40, PROBES.id());
        return ChunkHeader.whole(key, PROBES.classes(), PROBES.samples(), encoding, Chunks.PUBLISHED);
    }

    private static void addBits(ArrayNode bits, float[] values) {
        for (float value : values) {
            bits.add(HexFormat.of().toHexDigits(Float.floatToRawIntBits(value)));
        }
    }

    private static int[] bits(JsonNode words) {
        int[] bits = new int[words.size()];
        Arrays.setAll(bits, i -> HexFormat.fromHexDigits(words.get(i).asText()));
        return bits;
    }

    private static byte[] chunk(JsonNode vector) {
        return HexFormat.of().parseHex(vector.get("chunk").asText());
    }
}
