package io.thalweg.benchmarks.faults;

import io.thalweg.geometry.Measurement;
import io.thalweg.geometry.SnapshotSums;
import io.thalweg.processor.tracking.AlarmRules;
import io.thalweg.processor.tracking.LoadedManifold;
import io.thalweg.processor.tracking.Observation;
import io.thalweg.processor.tracking.RunState;
import io.thalweg.processor.tracking.RunTracker;
import io.thalweg.processor.tracking.RunUpdate;
import io.thalweg.protocol.RunId;
import io.thalweg.protocol.chunk.SnapshotKey;
import io.thalweg.protocol.record.DecisionRecord;
import io.thalweg.protocol.record.DecisionState;
import io.thalweg.protocol.record.RunRecord;
import io.thalweg.trainers.data.DataSet;
import io.thalweg.trainers.run.Checkpoints;
import io.thalweg.trainers.run.RunSpecification;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A run whose snapshots are known beforehand, and so what alarms it deserves: those that the service's own tracker raises and
 * clears when nothing fails.
 *
 * @param snapshots probabilities, one array a checkpoint
 * @param alarms in order of step
 */
record PlannedRun(List<float[]> snapshots, List<Alarm> alarms) {
    static final long[] STEPS =
            Checkpoints.spaced(RunSpecification.DEFAULT_STEPS, RunSpecification.DEFAULT_CHECKPOINTS);

    private static final int HEALTHY = 4;
    private static final int FAILING = 2;
    private static final double SHIFT_FROM = 0.05;
    private static final RunId ANY = new RunId("planned.s0");

    PlannedRun {
        snapshots = List.copyOf(snapshots);
        alarms = List.copyOf(alarms);
    }

    /** An alarm raised or cleared; decisions of other states say nothing new of a run. */
    record Alarm(long step, String kind, DecisionState state) {
        static Alarm of(DecisionRecord decision) {
            return new Alarm(decision.step(), decision.kind().name(), decision.state());
        }

        static boolean isOne(DecisionRecord decision) {
            return decision.state() == DecisionState.RAISED || decision.state() == DecisionState.CLEARED;
        }
    }

    /** Healthy ones, then those whose labels are shifted after {@value #SHIFT_FROM} of their steps. */
    static List<PlannedRun> plan(DataSet data, LoadedManifold manifold) {
        List<PlannedRun> runs = new ArrayList<>();
        for (int i = 0; i < HEALTHY + FAILING; i++) {
            List<float[]> snapshots = new SoftmaxRegression(data, i).train(i < HEALTHY ? 1 : SHIFT_FROM);
            runs.add(new PlannedRun(snapshots, alarms(snapshots, manifold)));
        }
        boolean asPlanned =
                runs.subList(0, HEALTHY).stream().allMatch(run -> run.alarms().isEmpty())
                        && runs.subList(HEALTHY, runs.size()).stream()
                                .noneMatch(run -> run.alarms().isEmpty());
        if (!asPlanned) {
            throw new IllegalStateException("healthy runs alarm, or failing ones do not: "
                    + runs.stream().map(PlannedRun::alarms).toList());
        }
        return runs;
    }

    private static List<Alarm> alarms(List<float[]> snapshots, LoadedManifold manifold) {
        RunTracker tracker = new RunTracker(AlarmRules.standard());
        Instant now = Instant.EPOCH;
        RunRecord declared = RunRecord.started(
                ANY, 0, Map.of(), OptionalLong.of(RunSpecification.DEFAULT_STEPS), manifold.probeSet(), now);
        RunState state = tracker.declared(tracker.begun(ANY, 0, now).state(), declared, now)
                .state();
        List<Alarm> alarms = new ArrayList<>();
        for (int k = 0; k < snapshots.size(); k++) {
            RunUpdate update = tracker.observed(state, observation(STEPS[k], snapshots.get(k), manifold), now);
            state = update.state();
            update.decisions().stream().filter(Alarm::isOne).map(Alarm::of).forEach(alarms::add);
        }
        return alarms;
    }

    private static Observation observation(long step, float[] probabilities, LoadedManifold manifold) {
        float[] amplitudes = new float[probabilities.length];
        for (int i = 0; i < amplitudes.length; i++) {
            amplitudes[i] = (float) Math.sqrt(probabilities[i]);
        }
        SnapshotSums sums = manifold.newAccumulator().newSums();
        manifold.newAccumulator().add(amplitudes, 0, manifold.samples(), sums);
        Measurement measurement = manifold.manifold().measure(sums);
        return new Observation(
                new SnapshotKey(ANY, 0, step, manifold.probeSet()),
                manifold,
                Instant.EPOCH,
                1,
                measurement,
                manifold.kinship()
                        .nearest(sums.distances(), measurement.progress())
                        .orElse(null));
    }
}
