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
 * Real runs at the paper's size: some of the project's own configurations, trained on the bundled digits and asked about
 * {@value #SAMPLES} images, and the manifold that is built from them.
 *
 * @param file all checkpoints of all runs, one after the other: float32 probabilities in an npy file
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
            DataSet data = new DataSet(digits.name(), digits.training(), VariedImages.of(digits.probe(), SAMPLES));
            PopulationTrainer.of(Runtime.getRuntime().availableProcessors(), (run, outcome) -> {})
                    .train(
                            Populations.healthy(data, Configurations.reference().subList(0, CONFIGURATIONS), 1),
                            data,
                            trained);
        }
        try (TrajectoryFolder runs = TrajectoryFolder.open(trained)) {
            ReferenceManifold manifold = ReferenceBuilder.build(runs, BuildOptions.defaults(), BuildProgress.SILENT)
                    .manifold();
            Path file = folder.resolve("checkpoints.npy");
            int checkpoints = join(runs, file);
            return new Trajectories(manifold, file, checkpoints, runs.runs().size());
        }
    }

    private static int join(TrajectoryFolder runs, Path file) throws IOException {
        Files.deleteIfExists(file);
        int checkpoints = 0;
        try (NpyWriter writer = NpyWriter.floats(file, SAMPLES, runs.labels().classes())) {
            for (RecordedRun run : runs.runs()) {
                for (int c = 0; c < run.checkpoints(); c++) {
                    writer.append(run.probabilities(c));
                    checkpoints++;
                }
            }
        }
        return checkpoints;
    }
}
