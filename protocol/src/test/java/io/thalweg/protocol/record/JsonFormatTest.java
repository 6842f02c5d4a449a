package io.thalweg.protocol.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.thalweg.protocol.RunId;
import io.thalweg.protocol.chunk.RejectionReason;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFormatTest {
    private static final ObjectMapper PLAIN = new ObjectMapper();
    private static final JsonFormat<MetricsRecord> METRICS = JsonFormat.metrics();

    static Stream<Arguments> formats() {
        return Stream.of(
                Arguments.of("metrics", METRICS, List.of(Records.bareMetrics().build(), Records.fullMetrics())),
                Arguments.of(
                        "decisions",
                        JsonFormat.decisions(),
                        List.of(Records.bareDecision().build(), Records.fullDecision())),
                Arguments.of("runs", JsonFormat.runs(), List.of(Records.bareRun(), Records.fullRun())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("formats")
    <T> void recordsSurviveTheRoundTrip(String name, JsonFormat<T> format, List<T> records) {
        assertEquals(
                records, records.stream().map(format::write).map(format::read).toList());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("formats")
    <T> void exampleOfTheDesignIsReadAndWrittenWhole(String name, JsonFormat<T> format) throws IOException {
        byte[] written = format.write(format.read(Records.example(name)));
        assertEquals(PLAIN.readTree(Records.example(name)), PLAIN.readTree(written));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("formats")
    <T> void schemaIsTheFirstKeyAndNothingIsNull(String name, JsonFormat<T> format, List<T> records) {
        for (T value : records) {
            String json = new String(format.write(value), UTF_8);
            assertTrue(json.startsWith("{\"schema\":\"thalweg." + name + "/1\",\"run\":"), json);
            assertTrue(!json.contains("null") && !json.contains("NaN") && !json.contains("\n"), json);
        }
    }

    @Test
    void bareRecordHasTheRequiredKeysAlone() throws IOException {
        String json = new String(METRICS.write(Records.bareMetrics().build()), UTF_8);
        assertEquals(
                List.of(
                        "schema",
                        "run",
                        "attempt",
                        "step",
                        "tags",
                        "probeSet",
                        "manifold",
                        "publishedAt",
                        "samples",
                        "classes",
                        "coverage",
                        "alarms"),
                PLAIN.readTree(json).properties().stream()
                        .map(Map.Entry::getKey)
                        .toList());
    }

    @Test
    void instantsHaveThreeDecimals() {
        String json = new String(METRICS.write(Records.bareMetrics().build()), UTF_8);
        assertTrue(json.contains("\"publishedAt\":\"2026-11-23T14:17:00.120Z\""), json);
    }

    @Test
    void unknownKeysAreIgnored() {
        MetricsRecord read = METRICS.read(changed("\"step\":", "\"novelty\":{\"deep\":[1,{}]},\"step\":"));
        assertEquals(Records.fullMetrics(), read);
    }

    @Test
    void lastOfDuplicateKeysCounts() {
        assertEquals(
                77,
                METRICS.read(changed("\"step\":1200", "\"step\":1,\"step\":77")).step());
    }

    @Test
    void nullIsAbsent() {
        MetricsRecord read = METRICS.read(changed("\"progress\":0.831", "\"progress\":null"));
        assertTrue(read.progress().isEmpty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "step":1200         | "step":-1              | MALFORMED  | step is -1; expected 0 or more
            "step":1200         | "step":1.5             | MALFORMED  | MetricsRecord
            "step":1200         | "step":"1200"          | MALFORMED  | MetricsRecord
            "step":1200         | "step":null            | MALFORMED  | Cannot map `null`
            "step":1200,        | ``                     | MALFORMED  | step
            "step":1200         | "step":1e400           | MALFORMED  | MetricsRecord
            "rank":0.64         | "rank":1.5             | MALFORMED  | rank is 1.5; expected 0 to 1
            "rank":0.64         | "rank":"NaN"           | MALFORMED  | rank
            "progress":0.831    | "progress":NaN         | MALFORMED  | NaN
            "progress":0.831    | "progress":"NaN"       | MALFORMED  | progress
            "progress":0.831    | "progress":1e999       | MALFORMED  | progress is OptionalDouble[Infinity]; expected finite
            "coverage":0.5      | "coverage":"Infinity"  | MALFORMED  | coverage
            "run":"resnet-a.s3" | "run":"a b"            | BAD_RUN_ID | run is "a b"; expected 1 to 128
            "run":"resnet-a.s3" | "run":7                | MALFORMED  | run: Cannot deserialize
            "run":"resnet-a.s3" | "run":["a"]            | MALFORMED  | MetricsRecord
            "arch":"resnet"     | "":"x"                 | BAD_TAGS   | tag key is ""; expected 1 to 64 characters
            "arch":"resnet"     | "arch":null            | BAD_TAGS   | tag
            "publishedAt":"2026 | "publishedAt":"soon    | MALFORMED  | ISO 8601
            "sha256:5b5b        | "md5:5b5b              | MALFORMED  | manifold is "md5:
            "thalweg.metrics/1" | "thalweg.metrics/2"    | MALFORMED  | schema is "thalweg.metrics/2"; expected
            "OFF_MANIFOLD"      | "BORED"                | MALFORMED  | BORED
            """)
    void badValueIsRefusedByName(String there, String instead, RejectionReason reason, String detail) {
        var refusal = assertThrows(RejectedRecordException.class, () -> METRICS.read(changed(there, instead)));
        assertEquals(reason, refusal.reason(), refusal.toString());
        assertTrue(refusal.toString().contains(detail) && !refusal.toString().contains("\n"), refusal.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "null", "[]", "7", "\"text\"", "{", "{}", "{\"schema\":\"thalweg.metrics/1\"}", "{} {}"
            })
    void whatIsNoRecordIsMalformed(String json) {
        var refusal = assertThrows(RejectedRecordException.class, () -> METRICS.read(json.getBytes(UTF_8)));
        assertEquals(RejectionReason.MALFORMED, refusal.reason());
    }

    @Test
    void recordBeyondTheLimitIsOversized() {
        var refusal = assertThrows(RejectedRecordException.class, () -> METRICS.read(new byte[(1 << 20) + 1]));
        assertEquals(RejectionReason.OVERSIZED, refusal.reason());
    }

    @Test
    void deepNestingIsMalformed() {
        byte[] deep = changed("\"step\":", "\"x\":" + "[".repeat(400_000) + "]".repeat(400_000) + ",\"step\":");
        var refusal = assertThrows(RejectedRecordException.class, () -> METRICS.read(deep));
        assertEquals(RejectionReason.MALFORMED, refusal.reason());
    }

    @Test
    void damagedJsonIsReadOrRefusedByName() {
        SplittableRandom random = new SplittableRandom(11);
        byte[] good = METRICS.write(Records.fullMetrics());
        int refused = 0;
        for (int i = 0; i < 4_000; i++) {
            byte[] json = Arrays.copyOf(good, random.nextInt(3) == 0 ? random.nextInt(good.length) : good.length);
            for (int flips = random.nextInt(4); flips > 0 && json.length > 0; flips--) {
                json[random.nextInt(json.length)] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                METRICS.read(json);
            } catch (RejectedRecordException e) {
                refused++;
                assertTrue(e.toString().length() < 600 && !e.toString().contains("\n"), e.toString());
            }
        }
        assertTrue(refused > 2_000, refused + " refused");
    }

    @Test
    void serdeLetsTombstonesPassAndWrapsRefusals() {
        try (JsonSerde<MetricsRecord> serde = JsonSerde.metrics()) {
            byte[] json = serde.serializer().serialize("t", Records.fullMetrics());
            assertEquals(
                    new RunId("resnet-a.s3"),
                    serde.deserializer().deserialize("t", json).run());
            var refusal = assertThrows(
                    SerializationException.class, () -> serde.deserializer().deserialize("t", new byte[] {'{'}));
            assertTrue(refusal.getCause() instanceof RejectedRecordException);
        }
    }

    private static byte[] changed(String there, String instead) {
        String json = new String(METRICS.write(Records.fullMetrics()), UTF_8);
        assertTrue(json.contains(there), json);
        return json.replace(there, instead).getBytes(UTF_8);
    }

    @Test
    void writtenJsonIsPlainUtf8() throws IOException {
        RunRecord run = Records.bareRun().ended(RunState.STOPPED, "Überanpassung \u2014 \"früh\"", Records.NOW);
        JsonNode read = PLAIN.readTree(new String(JsonFormat.runs().write(run), UTF_8));
        assertEquals("Überanpassung \u2014 \"früh\"", read.get("reason").asText());
    }
}
