package io.thalweg.trainers.data;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The data sets that there are, by name. */
public final class DataSets {
    /** Bundled. */
    public static final String DIGITS = "digits";

    /** Where its files are: {@link FashionMnist}. */
    public static final String FASHION_MNIST = "fashion-mnist";

    /** All of them. */
    public static final List<String> NAMES = List.of(DIGITS, FASHION_MNIST);

    private DataSets() {}

    /**
     * Reads one.
     *
     * @param environment may say where the files are
     * @throws IllegalArgumentException if there is none of this name
     * @throws IOException if its files are absent or unsound, naming them
     */
    public static DataSet load(String name, Map<String, String> environment) throws IOException {
        return switch (name) {
            case DIGITS -> Digits.load();
            case FASHION_MNIST -> FashionMnist.of(environment).load();
            default ->
                throw new IllegalArgumentException(
                        "data set is '%s': expected one of %s".formatted(name, String.join(", ", NAMES)));
        };
    }
}
