package io.thalweg.trainers.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Six images of 4x4 for training, three for the probe; every pixel of image n is n, but for a bright first one. */
class FashionMnistTest {
    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        images("train", 6);
        idx("train-labels-idx1-ubyte.gz", new int[] {6}, 0, 1, 2, 3, 4, 5);
        images("t10k", 3);
        idx("t10k-labels-idx1-ubyte.gz", new int[] {3}, 9, 8, 7);
    }

    private void images(String part, int count) throws IOException {
        int[] pixels =
                IntStream.range(0, count * 16).map(i -> i == 0 ? 200 : i / 16).toArray();
        idx(part + "-images-idx3-ubyte.gz", new int[] {count, 4, 4}, pixels);
    }

    private void idx(String name, int[] sizes, int... values) throws IOException {
        try (DataOutputStream out =
                new DataOutputStream(new GZIPOutputStream(Files.newOutputStream(folder.resolve(name))))) {
            out.writeInt(0x0800 + sizes.length);
            for (int size : sizes) {
                out.writeInt(size);
            }
            for (int value : values) {
                out.writeByte(value);
            }
        }
    }

    private String refusal() {
        return assertThrows(IOException.class, () -> FashionMnist.in(folder).load(6, 3))
                .toString();
    }

    @Test
    void squaresOfFourPixelsAreAveraged() throws IOException {
        DataSet data = FashionMnist.in(folder).load(6, 3);

        assertEquals(new ImageShape(1, 2, 2, 10), data.shape());
        int first = IntStream.range(0, 6)
                .filter(i -> data.training().label(i) == 0)
                .findFirst()
                .orElseThrow();
        assertArrayEquals(new float[] {50 / 255f, 0, 0, 0}, data.training().pixels(first));
    }

    @Test
    void labelsStayWithTheirImages() throws IOException {
        LabelledImages training = FashionMnist.in(folder).load(4, 3).training();

        assertEquals(4, training.size());
        for (int i = 0; i < training.size(); i++) {
            assertEquals(training.label(i), Math.round(training.pixels(i)[3] * 255));
        }
    }

    @Test
    void probeIsTheTestSetAndAlwaysTheSame() throws IOException {
        FashionMnist data = FashionMnist.in(folder);

        int[] probe = data.load(6, 3).probe().labels();

        assertArrayEquals(probe, data.load(6, 3).probe().labels());
        Arrays.sort(probe);
        assertArrayEquals(new int[] {7, 8, 9}, probe);
    }

    @Test
    void anAbsentFileIsNamedWithItsPackage() throws IOException {
        Files.delete(folder.resolve("t10k-labels-idx1-ubyte.gz"));

        String message = refusal();

        assertFalse(FashionMnist.in(folder).isThere());
        assertTrue(message.contains("apt-get install dataset-fashion-mnist"), message);
    }

    @Test
    void environmentNamesTheFolder() {
        FashionMnist data = FashionMnist.of(Map.of(FashionMnist.VARIABLE, folder.toString()));

        assertTrue(data.isThere());
    }

    @Test
    void aTruncatedFileIsRefused() throws IOException {
        idx("train-labels-idx1-ubyte.gz", new int[] {6}, 0, 1, 2);

        String message = refusal();

        assertTrue(message.endsWith("train-labels-idx1-ubyte.gz holds 3 values: expected 6, as its sizes [6] say"));
    }

    @Test
    void imagesInPlaceOfLabelsAreRefused() throws IOException {
        images("x", 1);
        Files.move(folder.resolve("x-images-idx3-ubyte.gz"), folder.resolve("t10k-labels-idx1-ubyte.gz.new"));
        Files.delete(folder.resolve("t10k-labels-idx1-ubyte.gz"));
        Files.move(folder.resolve("t10k-labels-idx1-ubyte.gz.new"), folder.resolve("t10k-labels-idx1-ubyte.gz"));

        String message = refusal();

        assertTrue(message.contains("begins with 00000803: expected 00000801"), message);
    }

    @Test
    void aFileThatIsNotGzippedIsRefused() throws IOException {
        Files.writeString(folder.resolve("train-images-idx3-ubyte.gz"), "none of it");

        String message = refusal();

        assertTrue(message.contains("expected a whole gzipped IDX file"), message);
    }

    @Test
    void anotherNumberOfLabelsIsRefused() throws IOException {
        idx("train-labels-idx1-ubyte.gz", new int[] {5}, 0, 1, 2, 3, 4);

        String message = refusal();

        assertTrue(message.contains("holds 6 images"), message);
    }
}
