package io.thalweg.trainers.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/**
 * The bundled handwritten digits (Alpaydin and Kaynak 1998): 1,797 images of 8x8, ten classes; 36 of each are the
 * probe set, the other 1,437 the training set. Origin and licence are in the README beside the file.
 */
public final class Digits {

    private static final String FILE = "digits.csv.gz";
    private static final String MANIFOLD = "digits.safetensors";
    private static final ImageShape SHAPE = new ImageShape(1, 8, 8, 10);
    private static final int PROBE_PER_CLASS = 36;
    private static final float DARKEST = 16;
    // The split is part of the probe set's identity: another seed is another probe set, and no manifold fits it.
    private static final long SPLIT_SEED = 1998;

    private Digits() {}

    /** Reads the bundled file. */
    public static DataSet load() {
        LabelledImages all = read();
        SplittableRandom random = new SplittableRandom(SPLIT_SEED);
        int[] order = Permutations.of(all.size(), random);
        int[] taken = new int[SHAPE.classes()];
        List<Integer> probe = new ArrayList<>();
        List<Integer> training = new ArrayList<>();
        for (int image : order) {
            boolean isProbe = taken[all.label(image)]++ < PROBE_PER_CLASS;
            (isProbe ? probe : training).add(image);
        }
        // Taken class by class, the last probe samples would all be of the rarest classes: mix again.
        int[] mixed = Permutations.of(probe.size(), random);
        return new DataSet(
                DataSets.DIGITS,
                all.select(training.stream().mapToInt(Integer::intValue).toArray()),
                all.select(IntStream.of(mixed).map(probe::get).toArray()));
    }

    /** The bundled reference manifold of the probe set, as {@code thalweg reference build} wrote it. */
    public static InputStream referenceManifold() {
        return resource(MANIFOLD);
    }

    private static InputStream resource(String file) {
        InputStream resource = Digits.class.getResourceAsStream(file);
        if (resource == null) {
            throw new IllegalStateException(file + " is missing beside " + Digits.class.getName());
        }
        return resource;
    }

    private static LabelledImages read() {
        try (InputStream resource = resource(FILE)) {
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(new GZIPInputStream(resource), StandardCharsets.US_ASCII));
            return parse(lines.lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + FILE, e);
        }
    }

    private static LabelledImages parse(List<String> lines) {
        int length = SHAPE.pixels();
        float[] pixels = new float[lines.size() * length];
        int[] labels = new int[lines.size()];
        for (int n = 0; n < labels.length; n++) {
            String[] fields = lines.get(n).split(",", -1);
            for (int i = 0; i < length; i++) {
                pixels[n * length + i] = Float.parseFloat(fields[i]) / DARKEST;
            }
            labels[n] = Integer.parseInt(fields[length]);
        }
        return LabelledImages.of(SHAPE, pixels, labels);
    }
}
