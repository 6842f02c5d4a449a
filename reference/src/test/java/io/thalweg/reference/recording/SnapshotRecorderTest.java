package io.thalweg.reference.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.protocol.ProbeSet;
import io.thalweg.protocol.RunId;
import io.thalweg.protocol.chunk.ChunkHeader;
import io.thalweg.protocol.chunk.ChunkSplitter;
import io.thalweg.protocol.chunk.ChunkWriter;
import io.thalweg.protocol.chunk.Encoding;
import io.thalweg.protocol.chunk.RejectionReason;
import io.thalweg.protocol.chunk.SnapshotKey;
import io.thalweg.protocol.record.JsonFormat;
import io.thalweg.protocol.record.RunRecord;
import io.thalweg.protocol.record.RunState;
import io.thalweg.reference.recording.Recording.Trajectory;
import io.thalweg.reference.trajectory.RecordedRun;
import io.thalweg.reference.trajectory.TrajectoryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnapshotRecorderTest {
    private static final int SAMPLES = 13;
    private static final int CLASSES = 3;
    private static final Instant NOW = Instant.parse("2026-11-23T14:17:00.123Z");

    @TempDir
    private Path temporary;

    private final ProbeSet probeSet = ProbeSet.of(new int[] {0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0}, CLASSES);
    private Path folder = Path.of("");
    private Path scratch = Path.of("");

    @BeforeEach
    void makeFolders() throws IOException {
        folder = Files.createDirectory(temporary.resolve("recorded"));
        scratch = Files.createDirectory(temporary.resolve("scratch"));
    }

    @Test
    void chunksInAnyOrderAndTwiceGiveTheSnapshotsInOrderOfStep() throws IOException {
        List<byte[]> chunks = new ArrayList<>();
        for (long step : new long[] {300, 100, 200}) {
            chunks.addAll(chunks("mlp.s0", 0, step));
            chunks.addAll(chunks("mlp.s0", 0, step));
        }
        Collections.shuffle(chunks, new Random(1));

        Recording recording = record(recorder(), chunks);

        assertEquals(3 * 5, recording.counts().taken());
        assertEquals(3 * 5, recording.counts().duplicate());
        try (TrajectoryFolder opened = TrajectoryFolder.open(folder)) {
            RecordedRun run = opened.runs().get(0);
            for (int t = 0; t < 3; t++) {
                assertEquals(100L * (t + 1), run.step(t));
                float[] expected = rows(100L * (t + 1));
                float[] actual = run.probabilities(t);
                for (int i = 0; i < expected.length; i++) {
                    assertEquals(expected[i], actual[i], 1e-3f);
                }
            }
        }
    }

    @Test
    void incompleteSnapshotsAreReportedAndLeftOut() throws IOException {
        List<byte[]> chunks = new ArrayList<>(chunks("mlp.s0", 0, 1));
        chunks.addAll(chunks("mlp.s0", 0, 2).subList(0, 2));

        Recording recording = record(recorder(), chunks);

        assertEquals(List.of(new Trajectory("mlp.s0", "mlp", "running", 0, 1, 1)), recording.trajectories());
        assertEquals(
                List.of("mlp.s0: 1 incomplete snapshots left out: step 2 (6 of 13 samples)"), recording.findings());
    }

    @Test
    void higherAttemptSupersedes() throws IOException {
        List<byte[]> chunks = new ArrayList<>(chunks("mlp.s0", 0, 1));
        chunks.addAll(chunks("mlp.s0", 1, 5));
        chunks.addAll(chunks("mlp.s0", 0, 2));

        Recording recording = record(recorder(), chunks);

        assertEquals(1, recording.trajectories().get(0).attempt());
        assertEquals(1, recording.trajectories().get(0).checkpoints());
        assertEquals(List.of("5 chunks left out: of attempts that a later one replaced"), recording.findings());
    }

    @Test
    void attemptThatIsOnlyDeclaredSupersedesToo() {
        SnapshotRecorder recorder = recorder();
        recorder.runRecord(JsonFormat.runs().write(run(1, Map.of())));

        RecordingException refused =
                assertThrows(RecordingException.class, () -> record(recorder, chunks("mlp.s0", 0, 1)));

        assertTrue(String.valueOf(refused.getMessage()).contains("attempt 1 has superseded the recorded attempt 0"));
    }

    @ParameterizedTest
    @CsvSource({"FINISHED, normal", "STOPPED, stopped", "FAILED, failed", "RUNNING, running"})
    void kindIsHowTheRunEnded(RunState state, String kind) throws IOException {
        SnapshotRecorder recorder = recorder();
        recorder.runRecord(JsonFormat.runs().write(run(0, Map.of()).ended(state, NOW)));

        assertEquals(
                kind,
                record(recorder, chunks("mlp.s0", 0, 1)).trajectories().get(0).kind());
    }

    @Test
    void kindThatIsGivenIsThatOfAllRuns() throws IOException {
        SnapshotRecorder recorder = recorder();
        for (byte[] chunk : chunks("mlp.s0", 0, 1)) {
            recorder.chunk(chunk);
        }

        assertEquals(
                "normal",
                recorder.writeTo(folder, Optional.of("normal"))
                        .trajectories()
                        .get(0)
                        .kind());
    }

    @Test
    void declarationIsKeptBesideTheTrajectory() throws IOException {
        SnapshotRecorder recorder = recorder();
        recorder.runRecord(JsonFormat.runs().write(run(0, Map.of("config", "wide", "arch", "mlp"))));

        record(recorder, chunks("mlp.s0", 0, 1));

        try (TrajectoryFolder opened = TrajectoryFolder.open(folder)) {
            RecordedRun run = opened.runs().get(0);
            assertEquals("wide 900 {arch=mlp, config=wide}", run.config() + " " + run.totalSteps() + " " + run.tags());
        }
    }

    @Test
    void otherProbeSetsAreCounted() throws IOException {
        ProbeSet other = ProbeSet.of(new int[SAMPLES], CLASSES);
        List<byte[]> chunks = new ArrayList<>(chunks("mlp.s0", 0, 1));
        chunks.addAll(chunks(new SnapshotKey(new RunId("mlp.s1"), 0, 1, other.id())));

        Recording recording = record(recorder(), chunks);

        assertEquals(Map.of(other.id().value(), 5L), recording.counts().otherProbeSets());
        assertEquals(1, recording.trajectories().size());
    }

    @Test
    void unusableRecordsAreCountedByReason() throws IOException {
        float[] unnormalised = new float[SAMPLES * CLASSES];
        ChunkHeader whole = whole(key("mlp.s1", 0, 1), Encoding.FLOAT32_PROBABILITIES);
        List<byte[]> chunks = new ArrayList<>(chunks("mlp.s0", 0, 1));
        chunks.add(new byte[] {1, 2, 3});
        chunks.add(ChunkWriter.probabilities(whole, unnormalised, 0));

        Recording recording = record(recorder(), chunks);

        assertEquals(
                Map.of(RejectionReason.MALFORMED, 1L, RejectionReason.UNNORMALISED, 1L),
                recording.counts().rejected());
    }

    @Test
    void nonFiniteSnapshotEndsTheUsablePartOfItsRun() throws IOException {
        float[] broken = rows(2);
        broken[4] = Float.NaN;
        List<byte[]> chunks = new ArrayList<>(chunks("mlp.s0", 0, 1));
        chunks.add(ChunkWriter.probabilities(whole(key("mlp.s0", 0, 2), Encoding.FLOAT32_PROBABILITIES), broken, 0));

        record(recorder(), chunks);

        try (TrajectoryFolder opened = TrajectoryFolder.open(folder)) {
            assertEquals(1, opened.runs().get(0).checkpoints());
            assertEquals(2, opened.runs().get(0).recordedCheckpoints());
        }
    }

    @Test
    void runThatWouldTakeTheLabelsPlaceIsLeftOut() throws IOException {
        List<byte[]> chunks = new ArrayList<>(chunks("labels", 0, 1));
        chunks.addAll(chunks("mlp.s0", 0, 1));

        Recording recording = record(recorder(), chunks);

        assertEquals(List.of("run 'labels' left out: its file would be labels.npy"), recording.findings());
    }

    @Test
    void onlyWantedRunsAreRecordedAndNothingStaysInScratch() throws IOException {
        SnapshotRecorder recorder = new SnapshotRecorder(
                scratch,
                ProbeLabels.of(probeSet.labels(), probeSet.id()),
                run -> run.value().equals("mlp.s1"));
        List<byte[]> chunks = new ArrayList<>(chunks("mlp.s0", 0, 1));
        chunks.addAll(chunks("mlp.s1", 0, 1));

        Recording recording = record(recorder, chunks);

        assertEquals("mlp.s1", recording.trajectories().get(0).run());
        assertEquals(5, recording.counts().unwanted());
        try (Stream<Path> files = Files.list(scratch)) {
            assertEquals(0, files.count());
        }
    }

    private SnapshotRecorder recorder() {
        return new SnapshotRecorder(scratch, ProbeLabels.of(probeSet.labels()), run -> true);
    }

    private Recording record(SnapshotRecorder recorder, List<byte[]> chunks) throws IOException {
        for (byte[] chunk : chunks) {
            recorder.chunk(chunk);
        }
        return recorder.writeTo(folder, Optional.empty());
    }

    private RunRecord run(int attempt, Map<String, String> tags) {
        return RunRecord.started(new RunId("mlp.s0"), attempt, tags, OptionalLong.of(900), probeSet.id(), NOW);
    }

    private SnapshotKey key(String run, int attempt, long step) {
        return new SnapshotKey(new RunId(run), attempt, step, probeSet.id());
    }

    private List<byte[]> chunks(String run, int attempt, long step) {
        return chunks(key(run, attempt, step));
    }

    /** Five chunks of three samples or one. */
    private static List<byte[]> chunks(SnapshotKey key) {
        float[] rows = rows(key.step());
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (float) Math.sqrt(rows[i]);
        }
        ChunkHeader whole = whole(key, Encoding.FLOAT16_AMPLITUDES);
        int size = ChunkWriter.sizeBytes(whole.withSamples(0, 3));
        List<byte[]> chunks = new ArrayList<>();
        for (ChunkHeader header : ChunkSplitter.split(whole, size)) {
            chunks.add(ChunkWriter.amplitudes(header, rows, header.firstSample() * CLASSES));
        }
        return chunks;
    }

    private static ChunkHeader whole(SnapshotKey key, Encoding encoding) {
        return ChunkHeader.whole(key, CLASSES, SAMPLES, encoding, 0);
    }

    private static float[] rows(long step) {
        Random random = new Random(step);
        float[] rows = new float[SAMPLES * CLASSES];
        for (int n = 0; n < SAMPLES; n++) {
            float first = random.nextFloat() / 2;
            float second = random.nextFloat() / 2;
            rows[n * CLASSES] = first;
            rows[n * CLASSES + 1] = second;
            rows[n * CLASSES + 2] = 1 - first - second;
        }
        return rows;
    }
}
