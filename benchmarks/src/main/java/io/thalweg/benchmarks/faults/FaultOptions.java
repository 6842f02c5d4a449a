package io.thalweg.benchmarks.faults;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The command line.
 *
 * @param names which scenarios; all of them if empty
 * @param json whether one JSON document is printed instead of a table
 * @param quick shorter waits between faults, and a soak of one minute
 * @param list whether the scenarios are only listed
 * @param minutes of the soak
 * @param perSecond snapshots of all runs together
 * @param old the folder with the jars of an earlier release
 */
record FaultOptions(
        List<String> names, boolean json, boolean quick, boolean list, int minutes, int perSecond, Optional<Path> old) {
    static final String USAGE = "expected names of scenarios (see --list), --json, --quick, --list, --minutes N,"
            + " --rate N, --old FOLDER";
    private static final int MINUTES = 10;
    private static final int PER_SECOND = 30;

    FaultOptions {
        names = List.copyOf(names);
    }

    /** @throws IllegalArgumentException when they are not understood */
    static FaultOptions parse(String[] arguments) {
        List<String> left = new ArrayList<>(List.of(arguments));
        boolean json = left.remove("--json");
        boolean quick = left.remove("--quick");
        boolean list = left.remove("--list");
        int minutes = number(left, "--minutes").orElse(quick ? 1 : MINUTES);
        int perSecond = number(left, "--rate").orElse(PER_SECOND);
        Optional<Path> old = value(left, "--old").map(Path::of);
        for (String each : left) {
            if (each.startsWith("-")) {
                throw new IllegalArgumentException(each + ": " + USAGE);
            }
        }
        return new FaultOptions(left, json, quick, list, minutes, perSecond, old);
    }

    /** Those of the scenarios that were named. */
    List<FaultScenario> choose(List<FaultScenario> all) {
        List<String> known = all.stream().map(FaultScenario::name).toList();
        for (String name : names) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(name + ": expected one of " + String.join(", ", known));
            }
        }
        return all.stream()
                .filter(each -> names.isEmpty() || names.contains(each.name()))
                .toList();
    }

    private static Optional<Integer> number(List<String> left, String name) {
        return value(left, name).map(text -> {
            if (!text.matches("[1-9][0-9]{0,4}")) {
                throw new IllegalArgumentException(name + " " + text + ": expected a whole number from 1");
            }
            return Integer.valueOf(text);
        });
    }

    private static Optional<String> value(List<String> left, String name) {
        int at = left.indexOf(name);
        if (at < 0) {
            return Optional.empty();
        }
        if (at + 1 == left.size()) {
            throw new IllegalArgumentException(name + ": expected a value");
        }
        left.remove(at);
        return Optional.of(left.remove(at));
    }
}
