package io.thalweg.benchmarks.faults;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.thalweg.benchmarks.ScratchFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;

/**
 * {@code benchmarks/faults}: tries the scenarios named, all of them without a name, and prints a table or one JSON document. Exit
 * code 1 if anything was lost, doubled or wrongly judged.
 */
public final class FaultsBenchmark {
    private static final Duration CALM = Duration.ofSeconds(8);
    private static final Duration QUICK_CALM = Duration.ofSeconds(2);
    private static final int SECONDS = 60;

    private FaultsBenchmark() {}

    /** What {@code --json} prints. */
    private record Report(
            String jdk,
            int perSecond,
            List<FaultFigures> figures,
            Map<String, String> failed,
            Map<String, String> notChecked) {
        private Report {
            figures = List.copyOf(figures);
            failed = Map.copyOf(failed);
            notChecked = Map.copyOf(notChecked);
        }
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("thalweg-faults");
        int exit;
        try {
            FaultOptions options = FaultOptions.parse(arguments);
            Equipment equipment = Equipment.gather(folder, options.minutes() * SECONDS, options.old());
            List<FaultScenario> chosen = options.choose(new FaultScenarios(equipment).all());
            exit = options.list() ? list(chosen, equipment) : tryAll(chosen, equipment, options, folder);
        } catch (IllegalArgumentException e) {
            System.err.println("benchmarks/faults: " + e.getMessage());
            exit = 2;
        }
        if (exit != 1) {
            ScratchFolder.delete(folder);
        }
        System.exit(exit);
    }

    private static int list(List<FaultScenario> scenarios, Equipment equipment) {
        for (FaultScenario each : scenarios) {
            String lack = equipment
                    .lacksFor(each.setup().need())
                    .map(why -> " (not here: " + why + ")")
                    .orElse("");
            System.out.printf("%-22s %s%s%n", each.name(), each.what(), lack);
        }
        return 0;
    }

    private static int tryAll(List<FaultScenario> scenarios, Equipment equipment, FaultOptions options, Path folder)
            throws InterruptedException {
        FaultRunner runner = new FaultRunner(equipment, options.perSecond(), options.quick() ? QUICK_CALM : CALM);
        List<FaultFigures> figures = new ArrayList<>();
        Map<String, String> failed = new TreeMap<>();
        Map<String, String> notChecked = new TreeMap<>();
        for (FaultScenario each : scenarios) {
            Optional<String> lack = equipment.lacksFor(each.setup().need());
            if (lack.isPresent()) {
                notChecked.put(each.name(), lack.get());
                System.err.println("NOT CHECKED: " + each.name() + ": " + lack.get());
                continue;
            }
            System.err.println(each.name() + ": " + each.what() + "; logs in " + folder.resolve(each.name()));
            try {
                figures.add(runner.run(each, Files.createDirectories(folder.resolve(each.name()))));
            } catch (IOException | ExecutionException | RuntimeException e) {
                failed.put(each.name(), e.toString());
                System.err.println("FAILED: " + each.name() + ": " + e);
            }
        }
        if (options.json()) {
            print(new Report(System.getProperty("java.version"), options.perSecond(), figures, failed, notChecked));
        } else {
            System.out.print(FaultTable.of(figures));
            notChecked.forEach((name, why) -> System.out.println("NOT CHECKED: " + name + ": " + why));
            failed.forEach((name, why) -> System.out.println("FAILED: " + name + ": " + why));
        }
        boolean sound = failed.isEmpty()
                && figures.stream().allMatch(each -> each.problems().isEmpty());
        return sound ? 0 : 1;
    }

    private static void print(Report report) {
        try {
            System.out.println(
                    JsonMapper.builder().addModule(new Jdk8Module()).build().writeValueAsString(report));
        } catch (IOException e) {
            throw new IllegalStateException("cannot print " + report, e);
        }
    }
}
