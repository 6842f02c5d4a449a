package io.thalweg.geometry;

/**
 * How far two snapshots are apart. The hot path knows only {@link #BHATTACHARYYA}; the others are here for comparison
 * with the literature.
 *
 * <p>All are zero between a snapshot and itself, symmetric, and unchanged when samples, or classes, are permuted alike
 * in both; zero to 1e-8 nats where rows sum to one in float32 only. Plain loops in double precision, error about 1e-15 a term: the oracle for
 * every faster path. Nothing is allocated; thread-safe.
 */
public enum Divergence {
    /**
     * d_B = -(1/N) sum_n ln b_n, b_n held within [floor, 1], in nats per sample (Bhattacharyya 1943; Mao et al. 2024).
     * Never negative: a row of float32 probabilities may sum to more than one, and its affinity with itself is then cut
     * back to one, as in the published code.
     */
    BHATTACHARYYA {
        @Override
        double term(Snapshot p, Snapshot q, int sample, double floor) {
            return -Math.log(Math.min(1, Math.max(p.affinity(q, sample), floor)));
        }
    },
    /** Squared Hellinger distance, 1 - mean b_n, in [0, 1]. The floor plays no part. */
    SQUARED_HELLINGER {
        @Override
        double term(Snapshot p, Snapshot q, int sample, double floor) {
            return 1 - p.affinity(q, sample);
        }
    },
    /**
     * Symmetrised Kullback-Leibler divergence, mean over samples of sum_c (p_c - q_c)(ln p_c - ln q_c), in nats
     * (intensive isKL, Teoh et al. 2020). Probabilities below the floor count as the floor inside the logarithm.
     */
    SYMMETRISED_KULLBACK_LEIBLER {
        @Override
        double term(Snapshot p, Snapshot q, int sample, double floor) {
            double sum = 0;
            for (int c = 0; c < p.classes(); c++) {
                double pc = p.amplitude(sample, c) * p.amplitude(sample, c);
                double qc = q.amplitude(sample, c) * q.amplitude(sample, c);
                sum += (pc - qc) * (Math.log(Math.max(pc, floor)) - Math.log(Math.max(qc, floor)));
            }
            return sum;
        }
    };

    /** The floor under an affinity where a manifold names none: 1e-12. */
    public static final double DEFAULT_FLOOR = 1e-12;

    /** The smallest floor that every kernel can take: 16 such factors stay above the smallest normal double. */
    public static final double SMALLEST_FLOOR = 1e-18;

    /** With the {@linkplain #DEFAULT_FLOOR default floor}. */
    public double between(Snapshot p, Snapshot q) {
        return between(p, q, DEFAULT_FLOOR);
    }

    /**
     * Mean of the per-sample terms.
     *
     * @param floor smallest affinity (or probability) that enters a logarithm, in (0, 1)
     * @throws IllegalArgumentException if the shapes differ or the floor is out of range
     */
    public double between(Snapshot p, Snapshot q, double floor) {
        p.requireSameShape(q);
        if (!(floor > 0 && floor < 1)) {
            throw new IllegalArgumentException("floor is %s: expected above 0 and below 1".formatted(floor));
        }
        double sum = 0;
        for (int n = 0; n < p.samples(); n++) {
            sum += term(p, q, n, floor);
        }
        return sum / p.samples();
    }

    abstract double term(Snapshot p, Snapshot q, int sample, double floor);
}
