package io.thalweg.reference.build;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.thalweg.geometry.ExactDistances;
import io.thalweg.geometry.Landmark;
import io.thalweg.geometry.Measurement;
import io.thalweg.geometry.ProgressMetric;
import io.thalweg.geometry.ReferenceManifold;
import io.thalweg.geometry.Snapshot;
import io.thalweg.reference.trajectory.RecordedRun;
import io.thalweg.reference.trajectory.TrajectoryFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/**
 * The whole build against values computed by the papers' own code on the same predictions: see the README beside them.
 */
class GoldenReferenceTest {
    private static final Path GOLDEN = Path.of("../geometry/src/test/resources/golden/digits-5-runs");
    private static final int AXES = 6;

    private final JsonNode golden;
    private final TrajectoryFolder folder;
    private final ReferenceManifold manifold;

    GoldenReferenceTest() throws IOException {
        golden = new ObjectMapper().readTree(GOLDEN.resolve("golden.json").toFile());
        folder = TrajectoryFolder.open(GOLDEN);
        BuildOptions all = new BuildOptions(OptionalInt.empty(), AXES, 0, false, 1e-12);
        manifold = ReferenceBuilder.build(folder, all, BuildProgress.SILENT).manifold();
    }

    @Test
    void eigenvaluesAreThePapers() {
        double[] eigenvalues = manifold.embedding().eigenvalues();
        for (int k = 0; k < golden.get("eigenvalues").size(); k++) {
            double expected = golden.get("eigenvalues").get(k).asDouble();
            assertEquals(expected, eigenvalues[k], 1e-9 * Math.abs(expected));
        }
    }

    @Test
    void explainedStressIsThePapers() {
        for (int k = 0; k < golden.get("explainedStress").size(); k++) {
            double expected = golden.get("explainedStress").get(k).asDouble();
            assertEquals(expected, manifold.embedding().explainedStress(k + 1), 1e-9);
        }
    }

    @Test
    void distancesToTheLandmarksAreThePapers() throws IOException {
        for (RecordedRun run : folder.runs()) {
            for (int t = 0; t < run.checkpoints(); t++) {
                double[] distances = ExactDistances.between(run.snapshot(t), manifold.amplitudes(), manifold.floor());
                for (int j = 0; j < distances.length; j++) {
                    double expected = golden.get("bhattacharyyaDistance")
                            .get(goldenIndex(run.name(), t))
                            .get(goldenIndex(manifold.landmarks().get(j)))
                            .asDouble();
                    assertEquals(expected, distances[j], 1e-9 * expected + 1e-14);
                }
            }
        }
    }

    @Test
    void coordinatesAreThePapers() throws IOException {
        for (RecordedRun run : folder.runs()) {
            for (int t = 0; t < run.checkpoints(); t++) {
                Measurement measurement = manifold.measureExactly(run.snapshot(t), ProgressMetric.GEODESIC);
                for (int k = 0; k < AXES; k++) {
                    assertEquals(
                            golden.get("coordinates")
                                    .get(goldenIndex(run.name(), t))
                                    .get(k)
                                    .asDouble(),
                            measurement.projection().coordinate(k),
                            1e-7);
                }
            }
        }
    }

    @Test
    void progressIsThePapers() throws IOException {
        for (RecordedRun run : folder.runs()) {
            for (int t = 0; t < run.checkpoints(); t++) {
                Snapshot snapshot = run.snapshot(t);
                int index = goldenIndex(run.name(), t);
                assertEquals(
                        golden.get("progressGeodesic").get(index).asDouble(),
                        manifold.measureExactly(snapshot, ProgressMetric.GEODESIC)
                                .progress(),
                        2e-5);
            }
        }
    }

    private int goldenIndex(Landmark landmark) {
        return goldenIndex(landmark.run(), landmark.index());
    }

    private int goldenIndex(String run, int checkpoint) {
        List<String> runs = new ArrayList<>();
        golden.get("runs").forEach(name -> runs.add(name.asText()));
        return runs.indexOf(run) * golden.get("checkpointsPerRun").asInt() + checkpoint;
    }
}
