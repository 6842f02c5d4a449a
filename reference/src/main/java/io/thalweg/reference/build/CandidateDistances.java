package io.thalweg.reference.build;

import io.thalweg.geometry.Divergence;
import io.thalweg.geometry.PairwiseDistances;
import io.thalweg.geometry.Snapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * All distances among snapshots, in nats: exact where that takes seconds, by the kernels (to 2e-7 at most) where it would take
 * minutes.
 */
final class CandidateDistances {
    /** Terms, of pairs and samples: some ten seconds' worth of logarithms. */
    private static final long MOST_EXACT_TERMS = 1L << 30;

    private CandidateDistances() {}

    /**
     * One row a snapshot.
     *
     * @param progress told how many rows are done, from any thread
     */
    static List<double[]> among(List<Snapshot> snapshots, double floor, IntConsumer progress) {
        return among(snapshots, floor, progress, MOST_EXACT_TERMS);
    }

    static List<double[]> among(List<Snapshot> snapshots, double floor, IntConsumer progress, long mostExactTerms) {
        int m = snapshots.size();
        long terms = (long) m * m / 2 * snapshots.get(0).samples();
        if (terms <= mostExactTerms) {
            return exact(snapshots, floor, progress);
        }
        double[] all = PairwiseDistances.among(snapshots, floor, progress);
        List<double[]> rows = new ArrayList<>();
        for (int i = 0; i < m; i++) {
            rows.add(Arrays.copyOfRange(all, i * m, (i + 1) * m));
        }
        return rows;
    }

    private static List<double[]> exact(List<Snapshot> snapshots, double floor, IntConsumer progress) {
        int m = snapshots.size();
        double[][] rows = new double[m][m];
        AtomicInteger done = new AtomicInteger();
        IntStream.range(0, m).parallel().forEach(i -> {
            // The diagonal too: rows that sum to less than one are not quite at zero from themselves.
            for (int j = i; j < m; j++) {
                rows[i][j] = Divergence.BHATTACHARYYA.between(snapshots.get(i), snapshots.get(j), floor);
                rows[j][i] = rows[i][j];
            }
            progress.accept(done.incrementAndGet());
        });
        return List.of(rows);
    }
}
