package io.thalweg.benchmarks.faults;

import io.thalweg.benchmarks.Arguments;
import java.nio.file.Path;
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
    private static final int DIGITS = 5;

    FaultOptions {
        names = List.copyOf(names);
    }

    /** @throws IllegalArgumentException when they are not understood */
    static FaultOptions parse(String[] arguments) {
        Arguments given = new Arguments(arguments);
        boolean json = given.flag("--json");
        boolean quick = given.flag("--quick");
        boolean list = given.flag("--list");
        int minutes = given.number("--minutes", DIGITS).orElse(quick ? 1 : MINUTES);
        int perSecond = given.number("--rate", DIGITS).orElse(PER_SECOND);
        Optional<Path> old = given.value("--old").map(Path::of);
        for (String each : given.left()) {
            if (each.startsWith("-")) {
                throw new IllegalArgumentException(each + ": " + USAGE);
            }
        }
        return new FaultOptions(given.left(), json, quick, list, minutes, perSecond, old);
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
}
