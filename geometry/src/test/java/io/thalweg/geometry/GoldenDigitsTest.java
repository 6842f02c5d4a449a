package io.thalweg.geometry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Agreement with the papers' own published code on real training runs. */
class GoldenDigitsTest {
    private static final double FLOOR = Divergence.DEFAULT_FLOOR;

    private final GoldenRuns golden = new GoldenRuns();

    @Test
    void distancesAgree() {
        double[] distances = RandomSnapshots.distances(golden.snapshots());
        Deviation.between("golden distances", golden.values("/bhattacharyyaDistance"), distances)
                .report()
                .assertRelative(1e-9);
    }

    @Test
    void plainDistancesAreThoseOfTheLandmarkLoop() {
        List<Snapshot> snapshots = golden.snapshots();
        double[] expected = snapshots.stream()
                .flatMapToDouble(
                        p -> snapshots.stream().mapToDouble(q -> Divergence.BHATTACHARYYA.between(p, q, FLOOR)))
                .toArray();
        assertArrayEquals(expected, RandomSnapshots.distances(snapshots), 1e-15);
    }

    @Test
    void eigenvaluesAgree() {
        double[] expected = golden.values("/eigenvalues");
        double[] eigenvalues = Arrays.copyOf(embedding(golden.snapshots(), 6).eigenvalues(), expected.length);
        Deviation.between("golden eigenvalues", expected, eigenvalues).report().assertRelative(1e-9);
    }

    @Test
    void explainedStressAgrees() {
        Embedding embedding = embedding(golden.snapshots(), 6);
        double[] expected = golden.values("/explainedStress");
        double[] stress = new double[expected.length];
        Arrays.setAll(stress, k -> embedding.explainedStress(k + 1));
        Deviation.between("golden explained stress", expected, stress).report().assertRelative(1e-9);
    }

    @Test
    void coordinatesAgree() {
        double[] coordinates = embedding(golden.snapshots(), 6).coordinates();
        Deviation.between("golden coordinates", golden.values("/coordinates"), coordinates)
                .report()
                .assertAbsolute(1e-7);
    }

    @Test
    void progressAgrees() {
        Deviation.between(
                        "golden progress, geodesic",
                        golden.values("/progressGeodesic"),
                        progress(ProgressMetric.GEODESIC))
                .report()
                .assertAbsolute(2e-5);
    }

    /** That code works in float32, and a minimum found so is off by 1e-4: see the next test. */
    @Test
    void progressByBhattacharyyaAgreesAsFarAsThePublishedOneIsExact() {
        Deviation.between(
                        "golden progress, Bhattacharyya",
                        golden.values("/progressBhattacharyya"),
                        progress(ProgressMetric.BHATTACHARYYA))
                .report()
                .assertAbsolute(2e-4);
    }

    @Test
    void progressByBhattacharyyaIsNeverAWorseMinimumThanThePublishedOne() {
        double[] published = golden.values("/progressBhattacharyya");
        double[] progress = progress(ProgressMetric.BHATTACHARYYA);
        List<Snapshot> snapshots = golden.snapshots();
        Deviation excess = new Deviation("excess of the published minimum, nats");
        for (int i = 0; i < published.length; i++) {
            double ours = BruteForceProgress.bhattacharyya(snapshots.get(i), golden.labels(), progress[i]);
            double theirs = BruteForceProgress.bhattacharyya(snapshots.get(i), golden.labels(), published[i]);
            assertTrue(ours <= theirs + 1e-13, "snapshot " + i + ": " + ours + " above " + theirs);
            excess.add(ours, theirs);
        }
        // A few units in the last place of float32.
        excess.report().assertAbsolute(1e-7);
    }

    @Test
    void pathLengthsAgree() {
        double[] lengths = golden.trajectories().stream()
                .mapToDouble(trajectory -> trajectory.pathLength(FLOOR))
                .toArray();
        Deviation.between("golden path lengths", golden.values("/riemannLength"), lengths)
                .report()
                .assertRelative(1e-6);
    }

    @Test
    void runLeftOutIsProjectedWhereThePapersPutIt() {
        List<Snapshot> reference = golden.referenceSnapshots();
        Embedding embedding = embedding(reference, 6);
        HeapLandmarks landmarks = HeapLandmarks.of(reference);
        Trajectory heldOut = golden.heldOut();
        double[] coordinates = new double[heldOut.size() * 6];
        double[] distances = new double[heldOut.size() * reference.size()];
        for (int i = 0; i < heldOut.size(); i++) {
            double[] row = ExactDistances.between(heldOut.snapshot(i), landmarks, FLOOR);
            System.arraycopy(row, 0, distances, i * row.length, row.length);
            System.arraycopy(embedding.project(row).coordinates(), 0, coordinates, i * 6, 6);
        }
        Deviation.between("golden out of sample, distances", golden.values("/outOfSample/distances"), distances)
                .report()
                .assertRelative(1e-9);
        Deviation.between(
                        "golden out of sample, eigenvalues",
                        golden.values("/outOfSample/eigenvalues"),
                        Arrays.copyOf(embedding.eigenvalues(), 6))
                .report()
                .assertRelative(1e-9);
        Deviation.between(
                        "golden out of sample, reference coordinates",
                        golden.values("/outOfSample/referenceCoordinates"),
                        embedding.coordinates())
                .report()
                .assertAbsolute(1e-7);
        Deviation.between("golden out of sample, coordinates", golden.values("/outOfSample/coordinates"), coordinates)
                .report()
                .assertAbsolute(1e-8);
    }

    private double[] progress(ProgressMetric metric) {
        return golden.trajectories().stream()
                .flatMapToDouble(t -> Arrays.stream(t.progress(golden.labels(), metric)))
                .toArray();
    }

    private static Embedding embedding(List<Snapshot> snapshots, int axes) {
        int m = snapshots.size();
        double[] distances = RandomSnapshots.distances(snapshots);
        return Embedding.of(distances, JacobiEigensolver.solve(Embedding.centre(distances, m), m), axes);
    }
}
