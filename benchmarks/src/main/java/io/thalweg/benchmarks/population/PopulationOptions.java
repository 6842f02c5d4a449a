package io.thalweg.benchmarks.population;

import io.thalweg.benchmarks.Arguments;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The command line.
 *
 * @param json whether one JSON line is printed instead of sentences
 * @param share of the population that is measured; the rest is extrapolated
 * @param threads that project
 * @param folder where trained runs are, or are put; a scratch folder without it
 */
record PopulationOptions(boolean json, double share, int threads, Optional<Path> folder) {
    static final String USAGE =
            "expected --json, --share S (above 0, at most 1), --threads N (1 to 64), --runs FOLDER (kept, and used again)";

    private static final double SHARE = 0.01;
    private static final int MOST_THREADS = 64;

    /** @throws IllegalArgumentException when they are not understood */
    static PopulationOptions parse(String[] arguments) {
        Arguments given = new Arguments(arguments);
        boolean json = given.flag("--json");
        double share = given.value("--share").map(PopulationOptions::number).orElse(SHARE);
        int threads = given.number("--threads", 2).orElse(Runtime.getRuntime().availableProcessors());
        Optional<Path> folder = given.value("--runs").map(Path::of);
        if (!given.left().isEmpty() || !(share > 0 && share <= 1) || threads > MOST_THREADS) {
            throw new IllegalArgumentException(USAGE);
        }
        return new PopulationOptions(json, share, threads, folder);
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(text + " is no number: " + USAGE, e);
        }
    }
}
