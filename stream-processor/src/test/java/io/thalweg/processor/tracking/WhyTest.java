package io.thalweg.processor.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.thalweg.geometry.DistanceShares;
import io.thalweg.geometry.HeapLandmarks;
import io.thalweg.geometry.Labels;
import io.thalweg.geometry.Landmark;
import io.thalweg.geometry.Snapshot;
import io.thalweg.protocol.record.ClassShare;
import io.thalweg.protocol.record.Explanation;
import io.thalweg.protocol.record.SampleShare;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WhyTest {
    private static final Landmark HEALTHY = new Landmark("mlp64.s0", "mlp64", 7, 700, 0.8);
    private static final String COMPARED = "compared with mlp64.s0 at progress 0.80 ";

    @Test
    void mistakenClassesAreNamed() {
        Explanation explanation = explain(10, label -> label == 3 ? 8 : label);

        assertEquals(COMPARED + "it takes 3 for 8 (100% of the distance)", explanation.sentence());
    }

    @Test
    void onlyTheFirstOfManyAreNamed() {
        Explanation explanation = explain(10, label -> (label + 1) % 10);

        assertEquals(
                COMPARED
                        + "it takes 0 for 1 (10% of the distance), 1 for 2 (10%), 2 for 3 (10%) and 7 more classes for others",
                explanation.sentence());
    }

    @Test
    void collapseOntoOneClassIsSaidOnce() {
        Explanation explanation = explain(10, label -> 4);

        assertEquals(
                COMPARED + "it takes 9 classes for 4: 0 (11% of the distance), 1 (11%), 2 (11%)",
                explanation.sentence());
    }

    @Test
    void differenceWithoutMistakesNamesTheClassesThatCarryIt() {
        Labels labels = labels(3);
        DistanceShares shares =
                new DistanceShares(HeapLandmarks.of(List.of(Snapshot.geodesic(labels, 0.8))), labels, 1e-12, 0);
        float[] run = new float[9];
        Snapshot.geodesic(labels, 0.8).copyTo(run);
        float[] unsure = new float[9];
        Snapshot.geodesic(labels, 0.3).copyTo(unsure);
        System.arraycopy(unsure, 3, run, 3, 3);
        shares.add(run, 0, 3);

        String sentence = new Why(0.8, 0.8).explain(shares, HEALTHY).sentence();
        assertEquals(COMPARED + "it differs most on class 1 (100% of the distance)", sentence);
    }

    @Test
    void healthyRunItselfHasNoDifference() {
        Labels labels = labels(3);
        DistanceShares shares = new DistanceShares(HeapLandmarks.of(List.of(Snapshot.truth(labels))), labels, 1e-12, 0);
        float[] run = new float[9];
        Snapshot.truth(labels).copyTo(run);
        shares.add(run, 0, 3);

        Explanation explanation = new Why(0.8, 0.8).explain(shares, HEALTHY);
        assertEquals(COMPARED + "there is no difference", explanation.sentence());
        assertEquals(List.of(), explanation.classes());
    }

    @Test
    void listedAndOtherSharesSumToOne() {
        Explanation explanation = explain(40, label -> (label + 1) % 40);

        double classes =
                explanation.classes().stream().mapToDouble(ClassShare::share).sum();
        double samples =
                explanation.samples().stream().mapToDouble(SampleShare::share).sum();
        assertEquals(10, explanation.classes().size());
        assertEquals(0.75, explanation.comparison().orElseThrow().otherClassesShare(), 1e-9);
        assertEquals(1, classes + explanation.comparison().orElseThrow().otherClassesShare(), 1e-12);
        assertEquals(1, samples + explanation.comparison().orElseThrow().otherSamplesShare(), 1e-12);
    }

    /** A run that takes each class for another, as surely as a healthy run takes it for itself. */
    private static Explanation explain(int classes, IntUnaryOperator taken) {
        Labels labels = labels(classes);
        Labels seen = Labels.of(IntStream.range(0, classes).map(taken).toArray(), classes);
        DistanceShares shares =
                new DistanceShares(HeapLandmarks.of(List.of(Snapshot.geodesic(labels, 0.8))), labels, 1e-12, 0);
        float[] run = new float[classes * classes];
        Snapshot.geodesic(seen, 0.8).copyTo(run);
        shares.add(run, 0, classes);
        return new Why(0.8, 0.8).explain(shares, HEALTHY);
    }

    private static Labels labels(int classes) {
        return Labels.of(IntStream.range(0, classes).toArray(), classes);
    }
}
