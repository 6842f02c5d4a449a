package io.thalweg.protocol.manifold;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.thalweg.geometry.DistanceKernels;
import io.thalweg.geometry.Embedding;
import io.thalweg.geometry.LandmarkAmplitudes;
import io.thalweg.geometry.ReferenceManifold;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifoldFileTest {
    private final SampleManifold sample = SampleManifold.small();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"7,3,5,2", "1,2,2,1", "13,2,207,5", "64,10,16,3"})
    void valuesComeBackAsTheyWere(int samples, int classes, int landmarks, int axes) throws IOException {
        SampleManifold any = new SampleManifold(samples, classes, landmarks, axes, 7);
        ReferenceManifold written = any.manifold();

        ManifoldHash hash = ManifoldFile.write(file(), written, any.provenance(), Precision.FLOAT64);

        try (OpenManifold open = ManifoldFile.open(file())) {
            ReferenceManifold read = open.manifold();
            assertEquals(hash, open.hash());
            assertEquals(any.provenance(), open.provenance());
            assertEquals(any.probeSet(), open.probeSet());
            assertEquals(Precision.FLOAT64, open.precision());
            assertArrayEquals(written.labels().toArray(), read.labels().toArray());
            assertEquals(written.floor(), read.floor());
            assertEquals(written.landmarks(), read.landmarks());
            assertEquals(written.runs(), read.runs());
            assertSameEmbedding(written.embedding(), read.embedding());
            assertSameRows(written.amplitudes(), read.amplitudes());
        }
    }

    @Test
    void float32HoldsTheNearestFloats() throws IOException {
        ManifoldFile.write(file(), sample.manifold(), sample.provenance(), Precision.FLOAT32);

        try (OpenManifold open = ManifoldFile.open(file())) {
            float[] expected = sample.manifold().amplitudes().row(3, 2, new float[5]);
            assertEquals(Precision.FLOAT32, open.precision());
            assertArrayEquals(expected, open.manifold().amplitudes().row(3, 2, new float[5]));
            assertEquals(expected[4], open.manifold().amplitudes().row(3, 2, new double[5])[4]);
        }
    }

    @Test
    void sameManifoldGivesSameBytes() throws IOException {
        Map<String, String> otherOrder = new LinkedHashMap<>();
        otherOrder.put("seed", "42");
        otherOrder.put("landmarks", "farthest point");
        ManifoldProvenance provenance = new ManifoldProvenance(sample.probeSet(), "thalweg test", otherOrder);

        ManifoldFile.write(file(), sample.manifold(), sample.provenance(), Precision.FLOAT64);
        ManifoldFile.write(folder.resolve("again"), sample.manifold(), provenance, Precision.FLOAT64);

        assertArrayEquals(Files.readAllBytes(file()), Files.readAllBytes(folder.resolve("again")));
    }

    /** Made by this test's own sample; a build that writes other bytes has changed the format. */
    @Test
    void formatIsThatOfTheBundledSample() throws IOException {
        ManifoldFile.write(file(), sample.manifold(), sample.provenance(), Precision.FLOAT64);

        try (InputStream bundled = ManifoldFileTest.class.getResourceAsStream("sample.safetensors")) {
            assertNotNull(bundled);
            assertArrayEquals(bundled.readAllBytes(), Files.readAllBytes(file()));
        }
    }

    @Test
    void copyOfAnOpenManifoldIsTheSameFile() throws IOException {
        ManifoldHash hash = ManifoldFile.write(file(), sample.manifold(), sample.provenance(), Precision.FLOAT64);

        try (OpenManifold open = ManifoldFile.open(file())) {
            assertEquals(
                    hash,
                    ManifoldFile.write(folder.resolve("copy"), open.manifold(), open.provenance(), open.precision()));
        }
    }

    @Test
    void anyDifferenceGivesAnotherHash() throws IOException {
        ManifoldHash one = ManifoldFile.write(file(), sample.manifold(), sample.provenance(), Precision.FLOAT64);
        ManifoldHash other = ManifoldFile.write(
                file(), sample.manifold(), ManifoldProvenance.of(sample.probeSet(), "other"), Precision.FLOAT64);

        assertNotEquals(one, other);
    }

    @Test
    void rowsAreFoundInManySlices() throws IOException {
        ManifoldFile.write(file(), sample.manifold(), sample.provenance(), Precision.FLOAT64);
        int twoSamples = 2 * 3 * 5 * Double.BYTES;

        try (OpenManifold open = ManifoldFile.open(file(), twoSamples)) {
            assertSameRows(sample.manifold().amplitudes(), open.manifold().amplitudes());
        }
    }

    @Test
    void rowsOnTheHeapAreTheRowsOfTheFile() throws IOException {
        ManifoldFile.write(file(), sample.manifold(), sample.provenance(), Precision.FLOAT64);

        try (OpenManifold open = ManifoldFile.open(file())) {
            ReferenceManifold onHeap = open.manifoldOnHeap(DistanceKernels.plainRows());
            assertSameRows(open.manifold().amplitudes(), onHeap.amplitudes());
            assertNotSame(open.manifold().amplitudes(), onHeap.amplitudes());
        }
    }

    @Test
    void closedManifoldSaysSo() throws IOException {
        ManifoldFile.write(file(), sample.manifold(), sample.provenance(), Precision.FLOAT64);
        OpenManifold open = ManifoldFile.open(file());

        open.close();

        LandmarkAmplitudes rows = open.manifold().amplitudes();
        assertThrows(IllegalStateException.class, () -> rows.row(0, 0, new float[5]));
    }

    @Test
    void writingReplacesAndLeavesNothingElse() throws IOException {
        Files.writeString(file(), "an older one");

        ManifoldFile.write(file(), sample.manifold(), sample.provenance(), Precision.FLOAT64);

        ManifoldFile.open(file()).close();
        assertEquals(List.of(file()), filesIn(folder));
    }

    @Test
    void failedWriteLeavesTheTargetAsItWas() throws IOException {
        Files.writeString(file(), "an older one");
        ReferenceManifold good = sample.manifold();
        ReferenceManifold bad = new ReferenceManifold(
                good.labels(),
                good.floor(),
                good.landmarks(),
                new NaNRows(good.amplitudes()),
                good.embedding(),
                good.runs());

        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class,
                () -> ManifoldFile.write(file(), bad, sample.provenance(), Precision.FLOAT64));

        assertEquals("amplitude of sample 0, class 0, landmark 1 is NaN: expected 0 to 1", refusal.getMessage());
        assertEquals("an older one", Files.readString(file()));
        assertEquals(List.of(file()), filesIn(folder));
    }

    private Path file() {
        return folder.resolve("manifold.safetensors");
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static void assertSameEmbedding(Embedding expected, Embedding actual) {
        assertArrayEquals(expected.eigenvalues(), actual.eigenvalues());
        assertArrayEquals(expected.columnMeans(), actual.columnMeans());
        assertArrayEquals(expected.coordinates(), actual.coordinates());
    }

    private static void assertSameRows(LandmarkAmplitudes expected, LandmarkAmplitudes actual) {
        int m = expected.landmarks();
        for (int n = 0; n < expected.samples(); n++) {
            for (int c = 0; c < expected.classes(); c++) {
                assertArrayEquals(expected.row(n, c, new double[m]), actual.row(n, c, new double[m]));
                assertArrayEquals(expected.row(n, c, new float[m]), actual.row(n, c, new float[m]));
                assertEquals(expected.amplitude(n, c, m - 1), actual.amplitude(n, c, m - 1));
            }
        }
    }

    private record NaNRows(LandmarkAmplitudes sound) implements LandmarkAmplitudes {
        @Override
        public int samples() {
            return sound.samples();
        }

        @Override
        public int classes() {
            return sound.classes();
        }

        @Override
        public int landmarks() {
            return sound.landmarks();
        }

        @Override
        public float[] row(int sample, int clazz, float[] scratch) {
            return sound.row(sample, clazz, scratch);
        }

        @Override
        public double[] row(int sample, int clazz, double[] scratch) {
            double[] row = sound.row(sample, clazz, scratch).clone();
            row[1] = Double.NaN;
            return row;
        }
    }
}
