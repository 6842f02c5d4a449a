package io.thalweg.geometry.detection;

import io.thalweg.geometry.ReferenceRun;
import io.thalweg.geometry.ReferenceRun.ReferenceCheckpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Made-up healthy runs: progress and loss go straight, distances are small. */
final class HealthyRuns {
    static final int STEPS = 100;

    private HealthyRuns() {}

    /** Runs of as many configurations, two each, a little different in pace and distance. */
    static List<ReferenceRun> of(int configurations, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<ReferenceRun> runs = new ArrayList<>();
        for (int c = 0; c < configurations; c++) {
            for (int s = 0; s < 2; s++) {
                runs.add(run("c" + c, s, random.nextDouble(0.8, 1), random.nextDouble(0.01, 0.05)));
            }
        }
        return runs;
    }

    /** Progress rises to {@code pace}, loss falls from 1.15 by as much, off-manifold distance is the same throughout. */
    static ReferenceRun run(String config, int seed, double pace, double offNats) {
        List<ReferenceCheckpoint> checkpoints = new ArrayList<>();
        for (int t = 0; t <= 10; t++) {
            double done = t / 10.0;
            checkpoints.add(new ReferenceCheckpoint(
                    t, t * 10L, pace * done, offNats, 1.15 - pace * done, pace * done, List.of(0.0)));
        }
        return new ReferenceRun(config + ".s" + seed, config, Map.of(), STEPS, checkpoints);
    }

    static SnapshotFigures snapshot(long step, double progress, double offNats, double toTruth) {
        return new SnapshotFigures(step, progress, offNats, toTruth);
    }
}
