package io.thalweg.benchmarks.memory;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.thalweg.benchmarks.ScratchFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code benchmarks/memory}: runs the cases named, all of them without a name, and prints a table or JSON lines. */
public final class MemoryBenchmark {
    private MemoryBenchmark() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> names = new ArrayList<>(List.of(arguments));
        boolean json = names.remove("--json");
        List<String> known = Case.ALL.stream().map(Case::name).toList();
        if (!known.containsAll(names)) {
            System.err.println("benchmarks/memory: expected any of "
                    + known.stream().distinct().toList() + ", --json");
            System.exit(2);
        }
        if (!json) {
            System.out.printf(
                    "%-8s %5s %22s %9s %8s %7s %6s %6s %6s %6s %10s%n",
                    "case", "-Xmx", "N x C, m", "measured", "refused", "s", "peak", "end", "anon", "file", "publisher");
        }
        for (Case each : Case.ALL) {
            if (names.isEmpty() || names.contains(each.name())) {
                print(measure(each), json);
            }
        }
    }

    private static Outcome measure(Case each) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("thalweg-memory");
        Outcome outcome = new CaseRunner(each, folder).run();
        ScratchFolder.delete(folder);
        return outcome;
    }

    private static void print(Outcome outcome, boolean json) throws IOException {
        if (json) {
            System.out.println(new JsonMapper().writeValueAsString(outcome));
            return;
        }
        Case of = outcome.of();
        System.out.printf(
                Locale.ROOT,
                "%-8s %5s %22s %9d %8d %7.1f %6d %6d %6d %6d %10d%n",
                of.name(),
                of.heap(),
                of.samples() + " x " + of.classes() + ", " + of.landmarks(),
                outcome.measured(),
                outcome.refused(),
                outcome.seconds(),
                outcome.service().peak(),
                outcome.service().now(),
                outcome.service().anonymous(),
                outcome.service().file(),
                outcome.publisher().peak());
        System.out.println("         MiB resident over time: " + outcome.course());
    }
}
