package io.thalweg.benchmarks.population;

import io.thalweg.geometry.ReferenceManifold;
import io.thalweg.protocol.npy.NpyWriter;
import io.thalweg.reference.build.BuildOptions;
import io.thalweg.reference.build.BuildProgress;
import io.thalweg.reference.build.ReferenceBuilder;
import io.thalweg.reference.trajectory.RecordedRun;
import io.thalweg.reference.trajectory.TrajectoryFolder;
import io.thalweg.trainers.data.DataSet;
import io.thalweg.trainers.data.Digits;
import io.thalweg.trainers.population.Configurations;
import io.thalweg.trainers.population.PopulationTrainer;
import io.thalweg.trainers.population.Populations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Real runs at the paper's size. Some of the project's own configurations are trained on the bundled digits; a manifold is
 * built from them; and the probe samples are repeated up to {@value #SAMPLES}.
 *
 * @param manifold the tiled manifold
 * @param file all checkpoints of all runs, one after the other, tiled likewise: float32 probabilities in an npy file
 * @param checkpoints how many there are in it
 * @param runs how many runs they are of
 */
record Trajectories(ReferenceManifold manifold, Path file, int checkpoints, int runs) {
    static final int SAMPLES = 10_000;

    /** Networks that train in a second or two. */
    private static final int CONFIGURATIONS = 8;

    static Trajectories in(Path folder) throws IOException, InterruptedException {
        Path trained = folder.resolve("trained");
        if (!Files.exists(trained)) {
            DataSet digits = Digits.load();
            PopulationTrainer.of(Runtime.getRuntime().availableProcessors(), (run, outcome) -> {})
                    .train(
                            Populations.healthy(
                                    digits, Configurations.reference().subList(0, CONFIGURATIONS), 1),
                            digits,
                            trained);
        }
        try (TrajectoryFolder runs = TrajectoryFolder.open(trained)) {
            ReferenceManifold manifold = ReferenceBuilder.build(runs, BuildOptions.defaults(), BuildProgress.SILENT)
                    .manifold();
            Path file = folder.resolve("tiled.npy");
            int checkpoints = tile(runs, file);
            return new Trajectories(
                    TiledManifold.of(manifold, SAMPLES),
                    file,
                    checkpoints,
                    runs.runs().size());
        }
    }

    private static int tile(TrajectoryFolder runs, Path file) throws IOException {
        Files.deleteIfExists(file);
        int classes = runs.labels().classes();
        int checkpoints = 0;
        try (NpyWriter writer = NpyWriter.floats(file, SAMPLES, classes)) {
            for (RecordedRun run : runs.runs()) {
                for (int c = 0; c < run.checkpoints(); c++) {
                    writer.append(TiledManifold.rows(run.probabilities(c), classes, SAMPLES));
                    checkpoints++;
                }
            }
        }
        return checkpoints;
    }
}
