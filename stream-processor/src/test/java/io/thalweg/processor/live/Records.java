package io.thalweg.processor.live;

import io.thalweg.geometry.detection.DetectorScores;
import io.thalweg.protocol.ProbeSetId;
import io.thalweg.protocol.RunId;
import io.thalweg.protocol.record.AlarmKind;
import io.thalweg.protocol.record.DecisionRecord;
import io.thalweg.protocol.record.DecisionState;
import io.thalweg.protocol.record.Detectors;
import io.thalweg.protocol.record.Familiarity;
import io.thalweg.protocol.record.JsonFormat;
import io.thalweg.protocol.record.MetricsRecord;
import io.thalweg.protocol.record.MetricsRecordBuilder;
import io.thalweg.protocol.record.RunRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Records as the topics carry them. */
public final class Records {
    public static final Instant NOW = Instant.parse("2026-11-23T14:17:00.123Z");
    public static final ProbeSetId PROBE_SET = new ProbeSetId("sha256:" + "ab".repeat(32));
    public static final String MANIFOLD = "sha256:" + "cd".repeat(32);

    private Records() {}

    public static MetricsRecordBuilder metrics(String run, long step) {
        return bare(run, step)
                .progress(0.5)
                .offManifoldNats(0.021)
                .rank(0.64)
                .detectors(Detectors.of(new DetectorScores(0.2, 0, 0, 0, 0.1), 0.5))
                .familiarity(Familiarity.UNFAMILIAR)
                .coordinates(List.of(1.02, -0.11));
    }

    /** Of a snapshot that was not finite: no figures. */
    public static MetricsRecord unmeasured(String run, long step) {
        return bare(run, step).alarms(List.of(AlarmKind.NON_FINITE)).build();
    }

    private static MetricsRecordBuilder bare(String run, long step) {
        return MetricsRecord.builder()
                .run(new RunId(run))
                .step(step)
                .probeSet(PROBE_SET)
                .manifold(MANIFOLD)
                .publishedAt(NOW)
                .samples(600)
                .classes(10);
    }

    public static DecisionRecord decision(String run, AlarmKind kind, DecisionState state) {
        return DecisionRecord.builder()
                .run(new RunId(run))
                .step(7)
                .kind(kind)
                .state(state)
                .reason("a sentence")
                .policy("default")
                .decidedAt(NOW)
                .build();
    }

    public static RunRecord run(String run, Map<String, String> tags) {
        return RunRecord.started(new RunId(run), 0, tags, OptionalLong.empty(), PROBE_SET, NOW);
    }

    /** Tells a view of a metrics record. */
    public static void measure(LiveRuns runs, MetricsRecord record, long at) {
        runs.measured(record, text(JsonFormat.metrics().write(record)), at);
    }

    /** Tells a view of a decision. */
    public static void decide(LiveRuns runs, DecisionRecord record, long at) {
        runs.decided(record, text(JsonFormat.decisions().write(record)), at);
    }

    /** Tells a view of a run record. */
    public static void declare(LiveRuns runs, RunRecord record, long at) {
        runs.declared(record, text(JsonFormat.runs().write(record)), at);
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
