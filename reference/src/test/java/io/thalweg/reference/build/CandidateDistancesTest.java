package io.thalweg.reference.build;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.thalweg.geometry.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CandidateDistancesTest {
    private static final int SAMPLES = 300;
    private static final int CLASSES = 4;
    private static final double FLOOR = 1e-12;

    private final List<Snapshot> snapshots = new ArrayList<>();

    CandidateDistancesTest() {
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 37; i++) {
            float[] probabilities = new float[SAMPLES * CLASSES];
            for (int n = 0; n < SAMPLES; n++) {
                double first = random.nextDouble();
                probabilities[n * CLASSES + i % CLASSES] = (float) first;
                probabilities[n * CLASSES + (i + 1) % CLASSES] = (float) (1 - first);
            }
            snapshots.add(Snapshot.ofProbabilities(SAMPLES, CLASSES, probabilities));
        }
    }

    @Test
    void kernelsAgreeWithWhatIsExact() {
        List<double[]> exact = CandidateDistances.among(snapshots, FLOOR, done -> {});
        List<double[]> quick = CandidateDistances.among(snapshots, FLOOR, done -> {}, 0);
        for (int i = 0; i < snapshots.size(); i++) {
            assertArrayEquals(exact.get(i), quick.get(i), 2e-7);
        }
    }

    @Test
    void progressEndsWithAllOfThem() {
        AtomicInteger most = new AtomicInteger();
        CandidateDistances.among(snapshots, FLOOR, done -> most.accumulateAndGet(done, Math::max), 0);
        assertEquals(snapshots.size(), most.get());
    }
}
