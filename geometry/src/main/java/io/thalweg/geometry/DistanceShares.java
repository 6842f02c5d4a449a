package io.thalweg.geometry;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Which samples, and which classes, carry the distance between a snapshot P and one landmark Q.
 *
 * <p>d_B is a mean over samples, d_B(P,Q) = (1/n) sum_n t_n with t_n = -ln(min(1, max(b_n, floor))) >= 0. So sample n carries
 * the share t_n / sum t of it, and a true class the sum of its samples' shares. The shares of all samples, and of all
 * classes, sum to 1 within 1e-12. A landmark at distance zero has no shares.
 *
 * <p>Chunks of a snapshot are added in any order; amplitudes are float32, sums double. A prediction is the class of the
 * largest amplitude, the lowest such class on a tie. Costs two numbers a sample, and one pass over the amplitudes: made when
 * there is something to explain, never for every snapshot. One thread at a time.
 */
public final class DistanceShares {
    private static final int ABSENT = -1;

    private final LandmarkAmplitudes landmarks;
    private final Labels labels;
    private final double floor;
    private final int landmark;
    private final double[] terms;
    private final int[] predicted;
    private final int[] healthy;
    private int samples;
    private double total;

    /**
     * Shares of nothing yet.
     *
     * @param floor smallest affinity that enters a logarithm
     * @param landmark index of Q among the landmarks
     * @throws IllegalArgumentException if landmarks and labels differ in shape or there is no such landmark
     */
    public DistanceShares(LandmarkAmplitudes landmarks, Labels labels, double floor, int landmark) {
        if (landmarks.samples() != labels.samples() || landmarks.classes() != labels.classes()) {
            throw new IllegalArgumentException("landmarks are %d x %d, labels %d x %d: expected the same probe set"
                    .formatted(landmarks.samples(), landmarks.classes(), labels.samples(), labels.classes()));
        }
        if (landmark < 0 || landmark >= landmarks.landmarks()) {
            throw new IllegalArgumentException(
                    "landmark is %d: expected 0 to %d".formatted(landmark, landmarks.landmarks() - 1));
        }
        this.landmarks = landmarks;
        this.labels = labels;
        this.floor = floor;
        this.landmark = landmark;
        this.terms = new double[labels.samples()];
        this.predicted = new int[labels.samples()];
        this.healthy = new int[labels.samples()];
        Arrays.fill(predicted, ABSENT);
    }

    /** Shares of the distance to one landmark of a manifold. */
    public static DistanceShares of(ReferenceManifold manifold, int landmark) {
        return new DistanceShares(manifold.amplitudes(), manifold.labels(), manifold.floor(), landmark);
    }

    /**
     * Adds one chunk.
     *
     * @param amplitudes {@code count * classes} values, row-major, from index 0, each finite and >= 0
     * @param firstSample index in the probe set of the chunk's first sample
     * @throws IllegalArgumentException if the chunk lies outside the probe set, is too short, or has a sample that was added
     *     before
     */
    public void add(float[] amplitudes, int firstSample, int count) {
        int classes = labels.classes();
        if (firstSample < 0 || count < 0 || count > terms.length - firstSample) {
            throw new IllegalArgumentException("chunk of %d samples from %d: expected within the probe set's %d"
                    .formatted(count, firstSample, terms.length));
        }
        if (amplitudes.length < (long) count * classes) {
            throw new IllegalArgumentException(
                    "%d amplitudes: expected %d samples x %d classes".formatted(amplitudes.length, count, classes));
        }
        for (int n = 0; n < count; n++) {
            if (predicted[firstSample + n] != ABSENT) {
                throw new IllegalArgumentException("sample %d was added before".formatted(firstSample + n));
            }
            addSample(amplitudes, n * classes, firstSample + n);
        }
    }

    private void addSample(float[] amplitudes, int from, int sample) {
        double affinity = 0;
        int largest = 0;
        int largestHealthy = 0;
        float most = -1;
        float mostHealthy = -1;
        for (int c = 0; c < labels.classes(); c++) {
            float mine = amplitudes[from + c];
            float theirs = landmarks.amplitude(sample, c, landmark);
            affinity += (double) mine * theirs;
            largest = mine > most ? c : largest;
            largestHealthy = theirs > mostHealthy ? c : largestHealthy;
            most = Math.max(most, mine);
            mostHealthy = Math.max(mostHealthy, theirs);
        }
        // Minus zero would be a negative share to a reader's eye.
        terms[sample] = Math.max(0, -Math.log(Math.min(1, Math.max(affinity, floor))));
        predicted[sample] = largest;
        healthy[sample] = largestHealthy;
        total += terms[sample];
        samples++;
    }

    /** Number of samples added. */
    public int samples() {
        return samples;
    }

    /** d_B over the samples added, nats per sample; 0 before the first. */
    public double distanceNats() {
        return samples == 0 ? 0 : total / samples;
    }

    /** The samples with the largest shares, largest first, lower index first among equals; none at distance zero. */
    public List<OfSample> samples(int most) {
        if (total <= 0) {
            return List.of();
        }
        return IntStream.range(0, terms.length)
                .filter(n -> predicted[n] != ABSENT)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer n) -> -terms[n]))
                .limit(most)
                .map(n -> new OfSample(n, labels.label(n), terms[n] / total, predicted[n], healthy[n]))
                .toList();
    }

    /** The classes with the largest shares, largest first, lower class first among equals; none at distance zero. */
    public List<OfClass> classes(int most) {
        if (total <= 0) {
            return List.of();
        }
        double[] sums = new double[labels.classes()];
        int[] counts = new int[labels.classes()];
        for (int n = 0; n < terms.length; n++) {
            if (predicted[n] != ABSENT) {
                sums[labels.label(n)] += terms[n];
                counts[labels.label(n)]++;
            }
        }
        return IntStream.range(0, sums.length)
                .filter(c -> counts[c] > 0)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer c) -> -sums[c]))
                .limit(most)
                .map(c -> ofClass(c, sums[c] / total))
                .toList();
    }

    private OfClass ofClass(int label, double share) {
        int[] mine = counts(label, predicted);
        int[] theirs = counts(label, healthy);
        int right = mine[label];
        int all = Arrays.stream(mine).sum();
        mine[label] = 0;
        int wrong = mostFrequent(mine);
        return new OfClass(
                label,
                Math.min(1, share),
                mine[wrong] == 0 ? OptionalInt.empty() : OptionalInt.of(wrong),
                (double) mine[wrong] / all,
                mine[wrong] > right,
                mostFrequent(theirs));
    }

    private int[] counts(int label, int[] predictions) {
        int[] counts = new int[labels.classes()];
        for (int n = 0; n < terms.length; n++) {
            if (predicted[n] != ABSENT && labels.label(n) == label) {
                counts[predictions[n]]++;
            }
        }
        return counts;
    }

    private static int mostFrequent(int[] counts) {
        int most = 0;
        for (int c = 1; c < counts.length; c++) {
            most = counts[c] > counts[most] ? c : most;
        }
        return most;
    }

    /**
     * One sample's part.
     *
     * @param sample index in the probe set
     * @param label its true class
     * @param share share of the distance, 0 to 1
     * @param predicted what the snapshot predicts
     * @param healthyPredicted what the landmark predicts
     */
    public record OfSample(int sample, int label, double share, int predicted, int healthyPredicted) {}

    /**
     * The part of all samples of one true class.
     *
     * @param label the class
     * @param share share of the distance, 0 to 1
     * @param predicted the wrong class that most of its samples are taken for; empty when all are predicted right
     * @param predictedShare share of its samples that are taken for that one
     * @param mistaken whether more of its samples are taken for that one than are predicted right
     * @param healthyPredicted what the landmark predicts for most of its samples
     */
    public record OfClass(
            int label,
            double share,
            OptionalInt predicted,
            double predictedShare,
            boolean mistaken,
            int healthyPredicted) {}
}
