package io.thalweg.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.processor.live.RunSummary;
import io.thalweg.protocol.ProbeSetId;
import io.thalweg.protocol.RunId;
import io.thalweg.protocol.record.AlarmKind;
import io.thalweg.protocol.record.Familiarity;
import io.thalweg.protocol.record.JsonFormat;
import io.thalweg.protocol.record.MetricsRecord;
import io.thalweg.protocol.record.RunState;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunTableTest {
    private static final Instant NOW = Instant.parse("2026-11-23T14:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                   | RUNNING  | FAMILIAR   | on course",
                "''                   | FINISHED | FAMILIAR   | finished",
                "''                   | RUNNING  | UNFAMILIAR | unfamiliar",
                "''                   | FINISHED | UNFAMILIAR | unfamiliar, finished",
                "REGRESSION           | RUNNING  | UNFAMILIAR | REGRESSING",
                "OVERFIT,OFF_MANIFOLD | STOPPED  | OFF        | OFF MANIFOLD, OVER-FITTING, stopped",
                "STALL                | RUNNING  | FAMILIAR   | STALLED",
                "NON_FINITE           | RUNNING  | FAMILIAR   | NOT FINITE",
                "SILENT               | RUNNING  | FAMILIAR   | SILENT",
            })
    void stateIsAWord(String alarms, RunState state, Familiarity familiarity, String expected) {
        EnumSet<AlarmKind> kinds = EnumSet.noneOf(AlarmKind.class);
        Arrays.stream(alarms.split(","))
                .filter(name -> !name.isEmpty())
                .map(AlarmKind::valueOf)
                .forEach(kinds::add);

        List<String> lines = RunTable.lines(List.of(run(kinds, state, familiarity)), 200);

        assertTrue(lines.get(1).endsWith("  " + expected), lines.get(1));
        assertEquals(2, lines.size());
    }

    private static RunSummary run(Set<AlarmKind> alarms, RunState state, Familiarity familiarity) {
        String hash = "sha256:" + "0".repeat(64);
        MetricsRecord latest = MetricsRecord.builder()
                .run(new RunId("a"))
                .probeSet(new ProbeSetId(hash))
                .manifold(hash)
                .publishedAt(NOW)
                .samples(12)
                .classes(3)
                .progress(0.5)
                .offManifoldNats(0.02)
                .rank(0.4)
                .familiarity(familiarity)
                .build();
        String json = new String(JsonFormat.metrics().write(latest), StandardCharsets.UTF_8);
        return new RunSummary(new RunId("a"), 0, state, alarms, Map.of(), NOW, Optional.empty(), Optional.of(json));
    }
}
