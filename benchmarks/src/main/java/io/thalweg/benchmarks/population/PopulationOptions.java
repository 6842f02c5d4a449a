package io.thalweg.benchmarks.population;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

    /** @throws IllegalArgumentException when they are not understood */
    static PopulationOptions parse(String[] arguments) {
        List<String> left = new ArrayList<>(List.of(arguments));
        boolean json = left.remove("--json");
        double share = value(left, "--share").map(PopulationOptions::number).orElse(SHARE);
        double threads = value(left, "--threads").map(PopulationOptions::number).orElse((double)
                Runtime.getRuntime().availableProcessors());
        Optional<Path> folder = value(left, "--runs").map(Path::of);
        if (!left.isEmpty() || !(share > 0 && share <= 1) || !(threads >= 1 && threads <= 64)) {
            throw new IllegalArgumentException(USAGE);
        }
        return new PopulationOptions(json, share, (int) threads, folder);
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(text + " is no number: " + USAGE, e);
        }
    }

    private static Optional<String> value(List<String> left, String name) {
        int at = left.indexOf(name);
        if (at < 0) {
            return Optional.empty();
        }
        if (at + 1 == left.size()) {
            throw new IllegalArgumentException(USAGE);
        }
        left.remove(at);
        return Optional.of(left.remove(at));
    }
}
