package io.thalweg.protocol.chunk;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.protocol.Topics;
import io.thalweg.protocol.record.DeadLetterHeaders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** docs/wire-format.md against the code that it describes. */
class WireFormatDocumentTest {
    private static String document = "";

    @BeforeAll
    static void read() throws IOException {
        document = Files.readString(Path.of(System.getProperty("basedir", "."), "..", "docs", "wire-format.md"));
    }

    @ParameterizedTest
    @EnumSource(RejectionReason.class)
    void everyReasonIsExplained(RejectionReason reason) {
        assertTrue(document.contains("`" + reason + "`"), reason.name());
    }

    @Test
    void everyTopicAndDeadLetterHeaderIsNamed() {
        List<String> headers = List.of(
                DeadLetterHeaders.REASON,
                DeadLetterHeaders.DETAIL,
                DeadLetterHeaders.RUN,
                DeadLetterHeaders.TOPIC,
                DeadLetterHeaders.PARTITION,
                DeadLetterHeaders.OFFSET,
                DeadLetterHeaders.REJECTED_AT);
        headers.forEach(header -> assertTrue(document.contains("`" + header + "`"), header));
        Topics.standard().all().forEach(topic -> assertTrue(document.contains("`" + topic + "`"), topic));
    }

    @Test
    void offsetsAreThoseOfTheLayout() {
        Map<Integer, String> fields = Map.ofEntries(
                Map.entry(ChunkLayout.MAGIC_AT, "magic"),
                Map.entry(ChunkLayout.VERSION_AT, "version"),
                Map.entry(ChunkLayout.HEADER_LENGTH_AT, "header length"),
                Map.entry(ChunkLayout.ENCODING_AT, "encoding"),
                Map.entry(ChunkLayout.FLAGS_AT, "flags"),
                Map.entry(ChunkLayout.RUN_LENGTH_AT, "run id length"),
                Map.entry(ChunkLayout.ATTEMPT_AT, "attempt"),
                Map.entry(ChunkLayout.STEP_AT, "step"),
                Map.entry(ChunkLayout.PROBE_SET_AT, "probe set"),
                Map.entry(ChunkLayout.CLASSES_AT, "classes"),
                Map.entry(ChunkLayout.TOTAL_SAMPLES_AT, "total samples"),
                Map.entry(ChunkLayout.FIRST_SAMPLE_AT, "first sample"),
                Map.entry(ChunkLayout.SAMPLE_COUNT_AT, "sample count"),
                Map.entry(ChunkLayout.PUBLISHED_AT, "published at"),
                Map.entry(ChunkLayout.PAYLOAD_CRC_AT, "payload checksum"),
                Map.entry(ChunkLayout.HEADER_CRC_AT, "header checksum"),
                Map.entry(ChunkLayout.RUN_AT, "run id"));
        fields.forEach((offset, field) -> assertTrue(
                document.lines()
                        .anyMatch(line -> line.startsWith("| " + offset + " |") && line.contains("| " + field + " |")),
                field));
    }
}
