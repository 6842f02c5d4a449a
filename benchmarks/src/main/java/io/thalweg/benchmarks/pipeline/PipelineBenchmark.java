package io.thalweg.benchmarks.pipeline;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;

/** {@code benchmarks/pipeline}: runs the cases named, all of them without a name, and prints a table or JSON lines. */
public final class PipelineBenchmark {
    private PipelineBenchmark() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        PipelineOptions options;
        try {
            options = PipelineOptions.parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println("benchmarks/pipeline: " + e.getMessage());
            System.exit(2);
            return;
        }
        for (PipelineCase each : options.cases()) {
            print(measure(each, options), options.json());
        }
    }

    private static PipelineFigures measure(PipelineCase each, PipelineOptions options)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("thalweg-pipeline");
        if (!options.json()) {
            System.err.println(each.name() + ": logs are in " + folder);
        }
        PipelineFigures figures = new PipelineRunner(each, options, folder).run();
        // Kept when it failed: the logs tell why.
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        return figures;
    }

    private static void print(PipelineFigures figures, boolean json) throws IOException {
        if (json) {
            System.out.println(new JsonMapper().writeValueAsString(figures));
            return;
        }
        PipelineCase of = figures.of();
        System.out.printf(
                Locale.ROOT,
                """
                %s: N = %d, C = %d, m = %d, %d runs, %.3f MB a snapshot (float16 amplitudes), kernel %s
                  service        %9.1f snapshots/s   %8.1f MB/s
                  pass-through   %9.1f snapshots/s
                  kernel alone   %9.1f snapshots/s   the service does %.0f%% of the smaller of the two
                  latency at %.1f snapshots/s, ms: p50 %.1f   p99 %.1f   p99.9 %.1f   most %.1f   of %d
                  memory of the service, MiB: peak %d, anonymous %d, mapped files %d; over time %s
                """,
                of.name(),
                of.samples(),
                of.classes(),
                of.landmarks(),
                of.runs(),
                figures.snapshotBytes() / 1e6,
                figures.kernel(),
                figures.snapshotsPerSecond(),
                figures.megabytesPerSecond(),
                figures.passThroughSnapshotsPerSecond(),
                figures.kernelSnapshotsPerSecond(),
                figures.shareOfSmaller() * 100,
                figures.loadPerSecond(),
                figures.latencyMillis().p50(),
                figures.latencyMillis().p99(),
                figures.latencyMillis().p999(),
                figures.latencyMillis().most(),
                figures.latencyMillis().count(),
                figures.memory().peak(),
                figures.memory().anonymous(),
                figures.memory().file(),
                figures.course());
    }
}
