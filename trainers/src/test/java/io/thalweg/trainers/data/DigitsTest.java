package io.thalweg.trainers.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class DigitsTest {

    private final DataSet digits = Digits.load();

    @Test
    void everyImageIsInOneOfTheTwoSets() {
        assertEquals(1_797, digits.training().size() + digits.probe().size());
        assertEquals(1_437, digits.training().size());
    }

    @Test
    void probeHasThirtySixOfEachDigit() {
        int[] counts = new int[10];
        Arrays.stream(digits.probe().labels()).forEach(label -> counts[label]++);

        assertArrayEquals(IntStream.generate(() -> 36).limit(10).toArray(), counts);
    }

    @Test
    void probePrefixIsAFairSample() {
        int[] counts = new int[10];
        Arrays.stream(digits.probe().labels()).limit(180).forEach(label -> counts[label]++);

        assertTrue(Arrays.stream(counts).allMatch(count -> count >= 9 && count <= 27), Arrays.toString(counts));
    }

    /** Manifolds are built against this identity: if it changes, none of them fits any more. */
    @Test
    void probeIdentityIsFixed() {
        assertEquals(
                "sha256:3dbd437924a2bfff2392c4541aaccfda3b1e3623a0408632d4780e87bbb07def",
                digits.probeSet().id().value());
    }

    /** The Python client has the same probe set, by the images' places in the file, which are scikit-learn's too. */
    @Test
    void pythonClientHasTheSameProbe() throws IOException {
        Path listed = Path.of(
                System.getProperty("basedir", "."), "..", "clients", "python", "src", "thalweg", "digits_probe.txt");
        List<String> lines = linesOfTheFile();

        String[] probe = Files.readString(listed).strip().split("\\s+", -1);

        assertEquals(digits.probe().size(), probe.length);
        for (int n = 0; n < probe.length; n++) {
            String[] fields = lines.get(Integer.parseInt(probe[n])).split(",", -1);
            assertEquals(Integer.parseInt(fields[64]), digits.probe().label(n));
            for (int i = 0; i < 64; i++) {
                assertEquals(Float.parseFloat(fields[i]) / 16, digits.probe().pixels()[64 * n + i], "image " + n);
            }
        }
    }

    private static List<String> linesOfTheFile() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Digits.class.getResourceAsStream("digits.csv.gz")), StandardCharsets.US_ASCII))) {
            return lines.lines().toList();
        }
    }

    @Test
    void pixelsLieBetweenZeroAndOne() {
        for (float pixel : digits.training().pixels()) {
            assertTrue(pixel >= 0 && pixel <= 1, "pixel " + pixel);
        }
    }
}
