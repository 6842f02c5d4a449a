package io.thalweg.trainers.population;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.thalweg.protocol.npy.NpyWriter;
import io.thalweg.trainers.data.DataSet;
import io.thalweg.trainers.run.RunOutcome;
import io.thalweg.trainers.run.RunSpecification;
import io.thalweg.trainers.run.SnapshotSink;
import io.thalweg.trainers.run.Softmax;
import io.thalweg.trainers.run.TrainingRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes a folder of trajectories: {@code labels.npy} at once, {@code <run>.npy} (float32 probabilities, checkpoints x
 * samples x classes) as each run trains, {@code runs.json} on close. Runs may be recorded on several threads.
 */
public final class TrajectoryWriter implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final DataSet data;
    private final SortedMap<String, ObjectNode> runs = new TreeMap<>();

    private TrajectoryWriter(Path folder, DataSet data) {
        this.folder = folder;
        this.data = data;
    }

    /**
     * Opens the folder, making it if need be.
     *
     * @throws IOException if it cannot be written to
     */
    public static TrajectoryWriter open(Path folder, DataSet data) throws IOException {
        Files.createDirectories(folder);
        NpyWriter.writeInts(folder.resolve("labels.npy"), data.probe().labels());
        return new TrajectoryWriter(folder, data);
    }

    /**
     * Trains a run and records its snapshots.
     *
     * @throws IOException if the disk refuses
     * @throws IllegalArgumentException if the run's data are not those of the folder
     */
    public RunOutcome record(RunSpecification run) throws IOException {
        if (!run.data().equals(data)) {
            throw new IllegalArgumentException(
                    run.runName() + " trains on " + run.data().name() + ", the folder is of " + data.name());
        }
        List<Long> steps = new ArrayList<>();
        int classes = data.shape().classes();
        Path file = folder.resolve(run.runName() + ".npy");
        try (NpyWriter trajectory = NpyWriter.floats(file, data.probe().size(), classes)) {
            RunOutcome outcome = TrainingRun.train(run, (step, logits) -> {
                Softmax.inPlace(logits, classes);
                trajectory.append(logits);
                steps.add(step);
                return SnapshotSink.Verdict.CONTINUE;
            });
            describe(run, steps);
            return outcome;
        }
    }

    private void describe(RunSpecification run, List<Long> steps) {
        ObjectNode description = JSON.createObjectNode()
                .put("run", run.runName())
                .put("config", run.configuration().name())
                .put("seed", run.seed())
                .put("kind", run.failure().kind());
        ArrayNode list = description.putArray("steps");
        steps.forEach(list::add);
        description.put("totalSteps", run.totalSteps());
        description.set("tags", JSON.valueToTree(run.tags()));
        synchronized (runs) {
            runs.put(run.runName(), description);
        }
    }

    /** Writes {@code runs.json}, in order of name. */
    @Override
    public void close() throws IOException {
        synchronized (runs) {
            JSON.writerWithDefaultPrettyPrinter()
                    .writeValue(folder.resolve("runs.json").toFile(), runs.values());
        }
    }
}
