package io.thalweg.benchmarks.scale;

import io.thalweg.geometry.DistanceKernels;
import io.thalweg.geometry.Labels;
import io.thalweg.geometry.Snapshot;
import io.thalweg.geometry.SnapshotSums;
import io.thalweg.processor.tracking.AlarmRules;
import io.thalweg.processor.tracking.LoadedManifold;
import io.thalweg.processor.tracking.Observation;
import io.thalweg.processor.tracking.RunState;
import io.thalweg.processor.tracking.RunStateCodec;
import io.thalweg.processor.tracking.RunTracker;
import io.thalweg.processor.tracking.RunUpdate;
import io.thalweg.protocol.RunId;
import io.thalweg.protocol.chunk.SnapshotKey;
import io.thalweg.protocol.manifold.ManifoldFile;
import io.thalweg.protocol.manifold.OpenManifold;
import io.thalweg.protocol.record.JsonFormat;
import io.thalweg.protocol.record.RunRecord;
import io.thalweg.trainers.data.Digits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Bytes of a run with six tags, measured against the bundled manifold, as the real codecs write it.
 *
 * @param store key and value in the store of runs, which is a record of its changelog too
 * @param metrics a metrics record, key and value
 */
record StateSize(int store, int metrics) {
    private static final Instant NOW = Instant.parse("2026-11-23T14:00:00.123Z");
    private static final RunId RUN = new RunId("sweep7-resnet.s123");
    private static final Map<String, String> TAGS = Map.of(
            "data",
            "cifar10",
            "arch",
            "resnet18",
            "optimiser",
            "momentum",
            "learningRate",
            "0.05",
            "batch",
            "128",
            "experiment",
            "sweep7");

    static StateSize measured(Path folder) throws IOException {
        Path file = folder.resolve("digits" + ManifoldFile.SUFFIX);
        try (InputStream bundled = Digits.referenceManifold()) {
            Files.copy(bundled, file);
        }
        try (OpenManifold open = ManifoldFile.open(file)) {
            return of(LoadedManifold.of(
                    open.probeSet(), open.hash().value(), open.manifoldOnHeap(DistanceKernels.plainRows())));
        }
    }

    private static StateSize of(LoadedManifold manifold) {
        RunTracker tracker = new RunTracker(AlarmRules.standard());
        RunRecord declared = RunRecord.started(RUN, 0, TAGS, OptionalLong.of(90_000), manifold.probeSet(), NOW);
        RunState state = tracker.declared(tracker.begun(RUN, 0, NOW).state(), declared, NOW)
                .state();
        RunUpdate update = tracker.observed(state, observation(manifold, 100, 0.3), NOW);
        update = tracker.observed(update.state(), observation(manifold, 41_700, 0.6), NOW);
        int key = RUN.value().length();
        return new StateSize(
                key + RunStateCodec.encode(update.state()).length,
                key + JsonFormat.metrics().write(update.metrics().orElseThrow()).length);
    }

    private static Observation observation(LoadedManifold manifold, long step, double progress) {
        Labels labels = manifold.manifold().labels();
        float[] amplitudes = new float[labels.samples() * labels.classes()];
        Snapshot.geodesic(labels, progress).copyTo(amplitudes);
        SnapshotSums sums = manifold.newAccumulator().newSums();
        manifold.newAccumulator().add(amplitudes, 0, labels.samples(), sums);
        var measurement = manifold.manifold().measure(sums);
        return new Observation(
                new SnapshotKey(RUN, 0, step, manifold.probeSet()),
                manifold,
                NOW,
                1,
                measurement,
                manifold.kinship()
                        .nearest(sums.distances(), measurement.progress())
                        .orElse(null));
    }
}
