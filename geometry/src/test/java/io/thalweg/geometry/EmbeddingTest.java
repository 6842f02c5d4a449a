package io.thalweg.geometry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EmbeddingTest {
    /** One landmark spans nothing; the largest is tried once, its eigenproblem taking a second here. */
    static Stream<Arguments> embeddable() {
        return RandomSnapshots.shapes()
                .filter(shape ->
                        (int) shape.get()[2] > 1 && ((int) shape.get()[2] < 257 || (long) shape.get()[3] == 600));
    }

    private static double[] distances(int samples, int classes, int landmarks, long seed) {
        List<Snapshot> snapshots = RandomSnapshots.landmarks(new SplittableRandom(seed), samples, classes, landmarks);
        return RandomSnapshots.distances(snapshots);
    }

    @ParameterizedTest
    @MethodSource("embeddable")
    void landmarksProjectOntoThemselvesAndAllAxesGiveTheDistancesBack(int samples, int classes, int m, long seed) {
        double[] distances = distances(samples, classes, m, seed);
        Eigenpairs eigenpairs = JacobiEigensolver.solve(Embedding.centre(distances, m), m);
        Embedding all = Embedding.of(distances, eigenpairs, Embedding.usableAxes(eigenpairs.values()));
        Embedding few = Embedding.of(distances, eigenpairs, Math.min(3, all.axes()));
        double scale = Math.sqrt(Math.abs(eigenpairs.value(0)));
        Deviation own = new Deviation("own coordinates, m=" + m);
        Deviation back = new Deviation("distances from all axes, m=" + m);
        for (int i = 0; i < m; i++) {
            double[] row = Arrays.copyOfRange(distances, i * m, (i + 1) * m);
            Projection projection = few.project(row);
            double beyond = 0;
            for (int k = 0; k < few.axes(); k++) {
                own.add(few.coordinate(i, k) / scale, projection.coordinate(k) / scale);
            }
            for (int k = few.axes(); k < all.axes(); k++) {
                double x = all.coordinate(i, k);
                beyond += Math.signum(eigenpairs.value(k)) * x * x;
            }
            assertEquals(beyond, projection.height(), 1e-11, "height of landmark " + i);
            for (int j = 0; j < m; j++) {
                back.add(distances[i * m + j], all.interval(point(all, i), point(all, j)));
            }
        }
        own.report().assertAbsolute(1e-12);
        back.report().assertAbsolute(1e-10);
    }

    private static double[] point(Embedding embedding, int landmark) {
        double[] x = new double[embedding.axes()];
        Arrays.setAll(x, k -> embedding.coordinate(landmark, k));
        return x;
    }

    @ParameterizedTest
    @MethodSource("embeddable")
    void columnsOfTheCentredMatrixSumToZero(int samples, int classes, int m, long seed) {
        double[] centred = Embedding.centre(distances(samples, classes, m, seed), m);
        for (int j = 0; j < m; j++) {
            double sum = 0;
            for (int i = 0; i < m; i++) {
                sum += centred[i * m + j];
            }
            assertEquals(0, sum, 1e-11);
        }
    }

    @Test
    void residualIsZeroWhereAllAxesAreKept() {
        double[] distances = distances(13, 3, 7, 5);
        Eigenpairs eigenpairs = JacobiEigensolver.solve(Embedding.centre(distances, 7), 7);
        Embedding all = Embedding.of(distances, eigenpairs, Embedding.usableAxes(eigenpairs.values()));
        assertEquals(0, all.project(Arrays.copyOf(distances, 7)).residual(), 1e-12);
    }

    @Test
    void explainedStressRisesToOne() {
        double[] distances = distances(13, 3, 7, 5);
        Embedding embedding = Embedding.of(distances, JacobiEigensolver.solve(Embedding.centre(distances, 7), 7), 2);
        assertEquals(0, embedding.explainedStress(0));
        for (int k = 1; k <= 7; k++) {
            assertTrue(embedding.explainedStress(k) >= embedding.explainedStress(k - 1));
        }
        assertEquals(1, embedding.explainedStress(7), 1e-7);
        assertThrows(IllegalArgumentException.class, () -> embedding.explainedStress(8));
    }

    @Test
    void storedValuesMakeTheSameEmbedding() {
        double[] distances = distances(13, 3, 7, 5);
        Embedding made = Embedding.of(distances, JacobiEigensolver.solve(Embedding.centre(distances, 7), 7), 3);
        Embedding stored = Embedding.ofStored(made.eigenvalues(), made.columnMeans(), made.coordinates());
        double[] row = Arrays.copyOf(distances, 7);
        assertEquals(3, stored.axes());
        assertArrayEquals(made.project(row).coordinates(), stored.project(row).coordinates());
        assertEquals(made.project(row).height(), stored.project(row).height());
        assertEquals(3, stored.project(row).axes());
    }

    @Test
    void refusesWhatDoesNotFit() {
        double[] distances = distances(13, 3, 7, 5);
        Eigenpairs eigenpairs = JacobiEigensolver.solve(Embedding.centre(distances, 7), 7);
        for (int axes : new int[] {-1, 0, 7}) {
            assertThrows(IllegalArgumentException.class, () -> Embedding.of(distances, eigenpairs, axes));
        }
        assertThrows(IllegalArgumentException.class, () -> Embedding.centre(distances, 6));
        assertThrows(IllegalArgumentException.class, () -> Embedding.centre(new double[] {0}, 1));
        Embedding embedding = Embedding.of(distances, eigenpairs, 2);
        assertThrows(IllegalArgumentException.class, () -> embedding.project(new double[6]));
        assertThrows(
                IllegalArgumentException.class,
                () -> Embedding.ofStored(new double[] {2, 1}, new double[] {1, 1}, new double[] {1, 2, 3}));
    }

    @Test
    void identicalLandmarksSpanNoAxis() {
        assertEquals(0, Embedding.usableAxes(new double[3]));
        Eigenpairs none = Eigenpairs.of(new double[2], new double[] {1, 0, 0, 1});
        assertThrows(IllegalArgumentException.class, () -> Embedding.of(new double[4], none, 1));
    }
}
