package io.thalweg.geometry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The golden folder: five real runs on the digits, and what the papers' own code computes from them. */
final class GoldenRuns {
    private static final String FOLDER = "/golden/digits-5-runs/";

    private final JsonNode values;

    GoldenRuns() {
        try (InputStream in =
                Objects.requireNonNull(GoldenRuns.class.getResourceAsStream(FOLDER + "golden.json"), FOLDER)) {
            values = new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Labels labels() {
        return Labels.of(Npy.ints(FOLDER + "labels.npy"), values.get("classes").asInt());
    }

    List<Trajectory> trajectories() {
        List<Trajectory> trajectories = new ArrayList<>();
        for (JsonNode run : values.get("runs")) {
            trajectories.add(trajectory(run.asText()));
        }
        return trajectories;
    }

    List<Snapshot> snapshots() {
        return snapshots(trajectories());
    }

    static List<Snapshot> snapshots(List<Trajectory> trajectories) {
        List<Snapshot> snapshots = new ArrayList<>();
        for (Trajectory trajectory : trajectories) {
            for (int i = 0; i < trajectory.size(); i++) {
                snapshots.add(trajectory.snapshot(i));
            }
        }
        return snapshots;
    }

    /** Without the run that is projected. */
    List<Snapshot> referenceSnapshots() {
        List<Trajectory> reference = new ArrayList<>();
        for (JsonNode run : values.at("/outOfSample/referenceRuns")) {
            reference.add(trajectory(run.asText()));
        }
        return snapshots(reference);
    }

    Trajectory heldOut() {
        return trajectory(values.at("/outOfSample/heldOutRun").asText());
    }

    private Trajectory trajectory(String run) {
        int samples = values.get("samples").asInt();
        int classes = values.get("classes").asInt();
        int values = samples * classes;
        float[] all = Npy.floats(FOLDER + run + ".npy");
        List<Snapshot> snapshots = new ArrayList<>();
        for (int from = 0; from < all.length; from += values) {
            snapshots.add(Snapshot.ofProbabilities(samples, classes, Arrays.copyOfRange(all, from, from + values)));
        }
        return Trajectory.of(snapshots);
    }

    /** A list, or a matrix row by row, at a JSON pointer. */
    double[] values(String pointer) {
        List<Double> flat = new ArrayList<>();
        for (JsonNode entry : values.at(pointer)) {
            if (entry.isArray()) {
                entry.forEach(value -> flat.add(value.asDouble()));
            } else {
                flat.add(entry.asDouble());
            }
        }
        if (flat.isEmpty()) {
            throw new IllegalArgumentException("nothing at " + pointer);
        }
        return flat.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
