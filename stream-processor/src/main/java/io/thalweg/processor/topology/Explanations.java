package io.thalweg.processor.topology;

import io.thalweg.geometry.DistanceShares;
import io.thalweg.geometry.HealthyNeighbour;
import io.thalweg.geometry.Measurement;
import io.thalweg.geometry.SnapshotSums;
import io.thalweg.processor.topology.PassingPredictions.Part;
import io.thalweg.processor.tracking.LoadedManifold;
import io.thalweg.processor.tracking.Observation;
import io.thalweg.processor.tracking.RunUpdate;
import io.thalweg.processor.tracking.Why;
import io.thalweg.protocol.chunk.Encoding;
import io.thalweg.protocol.record.Explanation;
import io.thalweg.protocol.record.MetricsRecord;
import java.util.List;

/** Adds to the alarms that a snapshot has raised what carries its distance, from the predictions that are still here. */
final class Explanations {
    private final PassingPredictions predictions;

    Explanations(PassingPredictions predictions) {
        this.predictions = predictions;
    }

    /**
     * What follows from a measured snapshot, its alarms explained.
     *
     * @param sums the snapshot's
     */
    RunUpdate explain(RunUpdate update, Observation observation, SnapshotSums sums) {
        Measurement measurement = observation.measurement();
        if (measurement == null || !update.raisesByDistance()) {
            return update;
        }
        double best =
                update.metrics().map(MetricsRecord::bestProgress).orElseThrow().orElse(measurement.progress());
        LoadedManifold manifold = observation.manifold();
        return update.explained(predictions
                .whole(observation.snapshot(), sums.samples())
                .map(parts -> explanation(parts, manifold, sums.distances(), new Why(measurement.progress(), best)))
                .orElseGet(() -> Explanation.unknown(missing(manifold))));
    }

    private static Explanation explanation(List<Part> parts, LoadedManifold manifold, double[] distances, Why why) {
        int healthy =
                HealthyNeighbour.of(manifold.manifold().landmarks(), distances, why.progress(), why.bestProgress());
        DistanceShares shares = DistanceShares.of(manifold.manifold(), healthy);
        float[] scratch = new float[0];
        for (Part part : parts) {
            scratch = scratch.length < part.payload().values()
                    ? new float[part.payload().values()]
                    : scratch;
            // Checked when it was folded.
            part.payload().amplitudes(scratch);
            shares.add(scratch, part.firstSample(), part.count());
        }
        return why.explain(shares, manifold.manifold().landmarks().get(healthy));
    }

    private String missing(LoadedManifold manifold) {
        boolean everFits =
                predictions.fits(manifold.samples(), manifold.classes(), Encoding.FLOAT16_AMPLITUDES.bytesPerValue());
        String cause = everFits
                ? "the processor was restarted while it came, or newer ones needed the memory"
                : "%d samples x %d classes are more than the %d MiB kept"
                        .formatted(manifold.samples(), manifold.classes(), predictions.mostBytes() >> 20);
        return "which classes and samples carry it is not known, since the snapshot is no longer in memory: " + cause;
    }
}
