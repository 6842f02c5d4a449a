package io.thalweg.trainers.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Fashion-MNIST (Xiao, Rasul, Vollgraf 2017, arXiv 1708.07747; MIT): 70,000 images of 28x28, ten classes. It is not bundled:
 * Debian has it as {@code dataset-fashion-mnist}.
 *
 * <p>What is used of it lets a small processor train hundreds of runs: 3,000 images drawn from its training set, 1,000
 * from its test set as the probe set, each averaged over squares of four pixels to 14x14.
 */
public final class FashionMnist {
    /** The environment variable that names the folder. */
    public static final String VARIABLE = "THALWEG_FASHION_MNIST";

    private static final String DEBIAN_PACKAGE = "dataset-fashion-mnist";
    private static final Path DEBIAN_FOLDER = Path.of("/usr/share/datasets/fashion-mnist");
    private static final String TRAINING = "train";
    private static final String PROBE = "t10k";
    private static final int CLASSES = 10;
    private static final int SQUARE = 2;
    private static final float BRIGHTEST = 255;
    // Part of the probe set's identity, as with the digits.
    private static final long DRAW_SEED = 2017;

    private final Path folder;

    private FashionMnist(Path folder) {
        this.folder = folder;
    }

    /** In the folder that the environment names, or in that of Debian's package. */
    public static FashionMnist of(Map<String, String> environment) {
        String named = environment.get(VARIABLE);
        return in(named == null ? DEBIAN_FOLDER : Path.of(named));
    }

    /** In a folder. */
    public static FashionMnist in(Path folder) {
        return new FashionMnist(folder);
    }

    /** Whether its four files are there. */
    public boolean isThere() {
        return List.of(images(TRAINING), labels(TRAINING), images(PROBE), labels(PROBE)).stream()
                .allMatch(Files::isRegularFile);
    }

    /** One line that says where it was looked for and how to get it. */
    public String whereItIs() {
        return "%s: expected Fashion-MNIST's four gzipped IDX files (Debian: apt-get install %s; elsewhere name their folder by %s)"
                .formatted(folder, DEBIAN_PACKAGE, VARIABLE);
    }

    /**
     * Reads it.
     *
     * @throws IOException if a file is absent or unsound, naming it
     */
    public DataSet load() throws IOException {
        return load(3_000, 1_000);
    }

    DataSet load(int training, int probe) throws IOException {
        if (!isThere()) {
            throw new IOException(whereItIs());
        }
        SplittableRandom random = new SplittableRandom(DRAW_SEED);
        return new DataSet(
                DataSets.FASHION_MNIST,
                read(TRAINING).sample(training, random),
                read(PROBE).sample(probe, random));
    }

    private LabelledImages read(String part) throws IOException {
        IdxFile images = IdxFile.read(images(part), 3);
        IdxFile labels = IdxFile.read(labels(part), 1);
        if (images.size(0) != labels.size(0)) {
            throw new IOException("%s holds %d images, %s %d labels: expected as many"
                    .formatted(images(part), images.size(0), labels(part), labels.size(0)));
        }
        ImageShape shape = new ImageShape(1, images.size(1) / SQUARE, images.size(2) / SQUARE, CLASSES);
        float[] pixels = new float[images.size(0) * shape.pixels()];
        int[] classes = new int[images.size(0)];
        for (int n = 0; n < classes.length; n++) {
            classes[n] = labels.value(n);
            for (int i = 0; i < shape.pixels(); i++) {
                pixels[n * shape.pixels() + i] = mean(images, n, i / shape.width(), i % shape.width());
            }
        }
        try {
            return LabelledImages.of(shape, pixels, classes);
        } catch (IllegalArgumentException e) {
            throw new IOException("%s: %s: expected labels from 0 to 9".formatted(labels(part), e.getMessage()), e);
        }
    }

    /** Mean brightness in [0, 1] of the square of four pixels that becomes one. */
    private static float mean(IdxFile images, int image, int row, int column) {
        int first = (image * images.size(1) + SQUARE * row) * images.size(2) + SQUARE * column;
        int below = first + images.size(2);
        int sum = images.value(first) + images.value(first + 1) + images.value(below) + images.value(below + 1);
        return sum / (SQUARE * SQUARE * BRIGHTEST);
    }

    private Path images(String part) {
        return folder.resolve(part + "-images-idx3-ubyte.gz");
    }

    private Path labels(String part) {
        return folder.resolve(part + "-labels-idx1-ubyte.gz");
    }
}
