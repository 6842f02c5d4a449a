package io.thalweg.processor.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.processor.live.Records;
import io.thalweg.processor.tracking.RunView;
import io.thalweg.protocol.RunId;
import io.thalweg.protocol.chunk.RejectionReason;
import io.thalweg.protocol.record.AlarmKind;
import io.thalweg.protocol.record.DecisionState;
import io.thalweg.protocol.record.MetricsRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProcessorMetricsTest {
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0";

    private final ProcessorMetrics metrics = new ProcessorMetrics(3, "1.2.3", "plain-rows", "float32");

    @AfterEach
    void close() {
        metrics.close();
    }

    @Test
    void runHasItsFigures() throws IOException {
        metrics.runChanged(0, view("a", Map.of("arch", "resnet"), Set.of(AlarmKind.OFF_MANIFOLD)));

        String text = scrape();

        assertLine(text, "thalweg_run_progress_ratio{run=\"a\"} 0.5");
        assertLine(text, "thalweg_run_off_manifold_nats{run=\"a\"} 0.021");
        assertLine(text, "thalweg_run_off_manifold_rank{run=\"a\"} 0.64");
        assertLine(text, "thalweg_run_detector_ratio{detector=\"distance\",run=\"a\"} 0.4");
        assertLine(text, "thalweg_run_unfamiliar{run=\"a\"} 1.0");
        assertLine(text, "thalweg_run_coordinate{axis=\"1\",run=\"a\"} -0.11");
        assertLine(text, "thalweg_run_step{run=\"a\"} 12.0");
        assertLine(text, "thalweg_run_last_snapshot_timestamp_seconds{run=\"a\"} 1.7E9");
        assertLine(text, "thalweg_run_alarm{kind=\"OFF_MANIFOLD\",run=\"a\"} 1.0");
        assertLine(text, "thalweg_run_alarm{kind=\"SILENT\",run=\"a\"} 0.0");
        assertLine(text, "thalweg_run_info{arch=\"resnet\",run=\"a\"} 1");
        assertLine(text, "thalweg_runs_active 1.0");
        assertLine(text, "thalweg_runs_hidden 0.0");
    }

    @Test
    void allReasonsAreThereFromTheStart() throws IOException {
        String text = scrape();

        for (RejectionReason reason : RejectionReason.values()) {
            assertLine(text, "thalweg_snapshots_rejected_total{reason=\"" + reason + "\"} 0.0");
        }
        assertLine(text, "thalweg_snapshots_total 0.0");
        assertLine(text, "thalweg_kernel_info{kernel=\"plain-rows\",precision=\"float32\"} 1");
    }

    @Test
    void rejectionsAreCounted() throws IOException {
        metrics.rejected(RejectionReason.CHECKSUM);

        String text = scrape();

        assertLine(text, "thalweg_snapshots_rejected_total{reason=\"CHECKSUM\"} 1.0");
    }

    @Test
    void decisionsAreCountedAllThereFromTheStart() throws IOException {
        metrics.decided(AlarmKind.REGRESSION, DecisionState.RAISED);

        String text = scrape();

        assertLine(text, "thalweg_decisions_total{kind=\"REGRESSION\",state=\"raised\"} 1.0");
        assertLine(text, "thalweg_decisions_total{kind=\"SILENT\",state=\"acknowledged\"} 0.0");
    }

    @Test
    void readinessIsAskedAtEachScrape() throws IOException {
        AtomicBoolean ready = new AtomicBoolean(true);
        metrics.watchReadiness(ready::get);
        String before = scrape();
        ready.set(false);

        String after = scrape();

        assertLine(before, "thalweg_ready 1.0");
        assertLine(after, "thalweg_ready 0.0");
    }

    @Test
    void runsOverTheCapAreHiddenThoseWithAnAlarmLast() throws IOException {
        for (int i = 0; i < 9; i++) {
            metrics.runChanged(0, view("run" + i, Map.of(), Set.of()));
        }
        metrics.runChanged(1, view("odd", Map.of(), Set.of(AlarmKind.NON_FINITE)));

        String text = scrape();

        assertLine(text, "thalweg_runs_active 10.0");
        assertLine(text, "thalweg_runs_hidden 7.0");
        assertEquals(3, lines(text, "thalweg_run_step{"));
        assertLine(text, "thalweg_run_step{run=\"odd\"} 12.0");
        assertLine(text, "thalweg_run_step{run=\"run0\"} 12.0");
    }

    @Test
    void endedRunDisappears() throws IOException {
        metrics.runChanged(0, view("a", Map.of("x", "y"), Set.of()));
        metrics.runEnded(0, new RunId("a"));

        String text = scrape();

        assertFalse(text.contains("run=\"a\""), text);
        assertLine(text, "thalweg_runs_active 0.0");
    }

    @Test
    void runsOfAPartitionThatMovesDisappear() throws IOException {
        metrics.runChanged(0, view("a", Map.of(), Set.of()));
        metrics.runChanged(1, view("b", Map.of(), Set.of()));
        metrics.partitionClosed(0);

        String text = scrape();

        assertFalse(text.contains("run=\"a\""));
        assertTrue(text.contains("run=\"b\""));
    }

    @Test
    void lateFarewellOfTheOldPartitionDoesNotTakeTheRunAway() throws IOException {
        metrics.runChanged(1, view("a", Map.of(), Set.of()));
        metrics.runEnded(0, new RunId("a"));

        String text = scrape();

        assertTrue(text.contains("run=\"a\""));
    }

    @Test
    void runWithoutFiguresHasNoSamplesForThemAndIsCounted() throws IOException {
        MetricsRecord record = MetricsRecord.builder()
                .run(new RunId("a"))
                .step(3)
                .probeSet(Records.PROBE_SET)
                .manifold(Records.MANIFOLD)
                .publishedAt(Records.NOW)
                .samples(600)
                .classes(10)
                .alarms(List.of(AlarmKind.NON_FINITE))
                .build();
        metrics.runChanged(0, view(record, Map.of(), Set.of(AlarmKind.NON_FINITE)));
        String first = scrape();

        String second = scrape();

        assertFalse(first.contains("thalweg_run_progress_ratio{"));
        assertFalse(first.contains("} NaN"), first);
        assertTrue(second.contains("thalweg_samples_omitted_total{source=\"run\"} "), second);
        assertFalse(second.contains("thalweg_samples_omitted_total{source=\"run\"} 0.0"), second);
    }

    @Test
    void oddTagNamesBecomeLabelsDeterministically() throws IOException {
        Map<String, String> tags =
                Map.of("lr.max", "1", "lr-max", "2", "run", "x", "__name__", "n", "9", "z", "é", "e", "empty", "");
        metrics.runChanged(0, view("a", tags, Set.of()));

        String text = scrape();

        assertLine(
                text,
                "thalweg_run_info{_=\"e\",lr_max=\"2\",lr_max_2=\"1\",run=\"a\",tag_9=\"z\",tag___name__=\"n\",tag_run=\"x\"} 1");
    }

    @Test
    void tagsCannotInjectSamples() throws IOException {
        metrics.runChanged(0, view("a", Map.of("note", "\"} 1\nthalweg_run_alarm{run=\"b\"} 1\n# \\"), Set.of()));

        String text = scrape();

        assertEquals(0, lines(text, "thalweg_run_alarm{run=\"b\"}"));
        assertLine(
                text, "thalweg_run_info{note=\"\\\"} 1\\nthalweg_run_alarm{run=\\\"b\\\"} 1\\n# \\\\\",run=\"a\"} 1");
    }

    @Test
    void exemplarNamesTheRunWhereOpenMetricsIsAskedFor() throws IOException {
        metrics.snapshotMeasured(new RunId("r".repeat(128)), Duration.ofMillis(3), Duration.ofMillis(-5));

        String text = text(OPEN_METRICS);

        assertTrue(text.contains("# {run=\"" + "r".repeat(125) + "\"}"), text);
        assertTrue(text.endsWith("# EOF\n"));
        assertTrue(metrics.exposition().contentType(OPEN_METRICS).startsWith("application/openmetrics-text"));
        assertTrue(text.contains("thalweg_end_to_end_latency_seconds_sum 0.0"), text);
    }

    @Test
    void runIsNeverALabelOfAHistogramOrACounter() throws IOException {
        metrics.runChanged(0, view("a", Map.of(), Set.of()));
        metrics.snapshotMeasured(new RunId("a"), Duration.ofMillis(3), Duration.ofMillis(5));

        String text = scrape();

        assertTrue(text.lines()
                .filter(line -> line.contains("run=\"a\""))
                .allMatch(line -> line.startsWith("thalweg_run_")));
    }

    @Test
    void everyMetricIsDocumentedAndNoOther() throws IOException {
        metrics.watchManifolds(() -> 1);
        metrics.watchReadiness(() -> true);
        metrics.runChanged(0, view("a", Map.of(), Set.of()));
        Set<String> exposed = names("(?m)^# TYPE (thalweg_\\w+) ", scrape());

        Set<String> documented =
                names("(?m)^\\| `(thalweg_\\w+)", Files.readString(Path.of("..", "docs", "metrics.md")));

        assertEquals(exposed, documented);
    }

    private static Set<String> names(String pattern, String text) {
        Set<String> names = new TreeSet<>();
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    private static RunView view(String run, Map<String, String> tags, Set<AlarmKind> alarms) {
        return view(Records.metrics(run, 12).build(), tags, alarms);
    }

    private static RunView view(MetricsRecord record, Map<String, String> tags, Set<AlarmKind> alarms) {
        return new RunView(
                record.run(),
                0,
                tags,
                OptionalLong.empty(),
                Optional.of(record),
                alarms,
                Optional.of(Instant.ofEpochSecond(1_700_000_000)));
    }

    private String scrape() throws IOException {
        return text("text/plain");
    }

    private String text(String accept) throws IOException {
        return new String(metrics.exposition().bytes(accept), StandardCharsets.UTF_8);
    }

    private static long lines(String text, String start) {
        return text.lines().filter(line -> line.startsWith(start)).count();
    }

    private static void assertLine(String text, String line) {
        assertTrue(text.lines().anyMatch(line::equals), () -> line + "\nis not in\n" + text);
    }
}
