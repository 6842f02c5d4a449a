package io.thalweg.geometry;

import java.util.Arrays;

/**
 * The oracle: d_B to every landmark in double precision, one logarithm a sample and landmark. Used offline and to test
 * every kernel. Agrees with {@link Divergence#BHATTACHARYYA} to 1e-15 a term. Thread-safe; allocates its result.
 */
public final class ExactDistances {
    private ExactDistances() {}

    /**
     * d_B(P, Q_j) for all j, in nats per sample; error about 1e-15 a term.
     *
     * @throws IllegalArgumentException if the shapes differ
     */
    public static double[] between(Snapshot snapshot, LandmarkAmplitudes landmarks, double floor) {
        return sums(snapshot, landmarks, floor).distances();
    }

    /**
     * The sums of a whole snapshot, as {@link SnapshotAccumulator} makes them chunk by chunk, but exact; the standard
     * error rests on all samples.
     *
     * @throws IllegalArgumentException if the shapes differ
     */
    public static SnapshotSums fold(Snapshot snapshot, LandmarkAmplitudes landmarks, Labels labels, double floor) {
        SnapshotSums sums = sums(snapshot, landmarks, floor);
        for (int n = 0; n < snapshot.samples(); n++) {
            sums.toIgnorance[n] = (float) snapshot.affinityWithIgnorance(n);
            sums.toTruth[n] = (float) snapshot.amplitude(n, labels.label(n));
        }
        return sums;
    }

    private static SnapshotSums sums(Snapshot snapshot, LandmarkAmplitudes landmarks, double floor) {
        if (snapshot.samples() != landmarks.samples() || snapshot.classes() != landmarks.classes()) {
            throw new IllegalArgumentException("snapshot is %d x %d: expected %d x %d, the landmarks' probe set"
                    .formatted(snapshot.samples(), snapshot.classes(), landmarks.samples(), landmarks.classes()));
        }
        int m = landmarks.landmarks();
        SnapshotSums sums = new SnapshotSums(m, landmarks.samples());
        double[] affinity = new double[m];
        double[] scratch = new double[m];
        for (int n = 0; n < landmarks.samples(); n++) {
            Arrays.fill(affinity, 0);
            for (int c = 0; c < landmarks.classes(); c++) {
                double amplitude = snapshot.amplitude(n, c);
                double[] row = landmarks.row(n, c, scratch);
                for (int j = 0; j < m; j++) {
                    affinity[j] += amplitude * row[j];
                }
            }
            for (int j = 0; j < m; j++) {
                double term = -Math.log(Math.min(1, Math.max(affinity[j], floor)));
                sums.distance[j] += term;
                sums.subsetSum[j] += term;
                sums.subsetSquares[j] += term * term;
            }
        }
        sums.samples = landmarks.samples();
        sums.subsetSamples = landmarks.samples();
        return sums;
    }
}
