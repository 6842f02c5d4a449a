package io.thalweg.benchmarks.pipeline;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.thalweg.benchmarks.ScratchFolder;
import io.thalweg.benchmarks.processes.PeakMemory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code benchmarks/pipeline}: runs the cases named, all of them without a name, and prints a table or
 * one JSON document. */
public final class PipelineBenchmark {
    private PipelineBenchmark() {}

    /** What {@code --json} prints. */
    private record Report(String jdk, List<PipelineFigures> cases) {
        private Report {
            cases = List.copyOf(cases);
        }
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        PipelineOptions options;
        try {
            options = PipelineOptions.parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println("benchmarks/pipeline: " + e.getMessage());
            System.exit(2);
            return;
        }
        List<PipelineFigures> measured = new ArrayList<>();
        for (PipelineCase each : options.cases()) {
            PipelineFigures figures = measure(each, options);
            measured.add(figures);
            if (!options.json()) {
                print(figures);
            }
        }
        if (options.json()) {
            System.out.println(
                    new JsonMapper().writeValueAsString(new Report(System.getProperty("java.version"), measured)));
        }
    }

    private static PipelineFigures measure(PipelineCase each, PipelineOptions options)
            throws IOException, InterruptedException {
        Path folder = ScratchFolder.create(options.scratch(), "thalweg-pipeline");
        if (!options.json()) {
            System.err.println(each.name() + ": logs are in " + folder);
        }
        PipelineFigures figures = new PipelineRunner(each, options, folder).run();
        ScratchFolder.delete(folder);
        return figures;
    }

    private static void print(PipelineFigures figures) {
        PipelineCase of = figures.of();
        PeakMemory memory = figures.memory();
        Latency latency = figures.latencyMillis();
        System.out.printf(
                Locale.ROOT,
                """
                %s: N = %d, C = %d, m = %d, %d runs, %.3f MB a snapshot (%s), kernel %s, JDK %s
                  service        %9.1f snapshots/s   processor time %8.2f ms each   %8.1f MB/s
                  pass-through   %9.1f snapshots/s   processor time %8.2f ms each
                  kernel alone   %9.1f snapshots/s   processor time %8.2f ms each
                  latency at %.1f snapshots/s, ms: p50 %.1f   p99 %.1f   p99.9 %.1f   most %.1f   of %d
                  p99 of each fifth of that time, ms: %s   median %.1f
                  memory of the service, MiB: peak %d, anonymous %d, mapped files %d; after each tenth %s
                """,
                of.name(),
                of.samples(),
                of.classes(),
                of.landmarks(),
                of.runs(),
                figures.snapshotBytes() / 1e6,
                of.encoding().name().toLowerCase(Locale.ROOT),
                figures.kernel(),
                System.getProperty("java.version"),
                figures.service().perSecond(),
                figures.service().processorMillis(),
                figures.megabytesPerSecond(),
                figures.passThrough().perSecond(),
                figures.passThrough().processorMillis(),
                figures.kernelAlone().perSecond(),
                figures.kernelAlone().processorMillis(),
                figures.loadPerSecond(),
                latency.p50(),
                latency.p99(),
                latency.p999(),
                latency.most(),
                latency.count(),
                latency.p99OfFifths(),
                latency.medianP99(),
                memory.peak(),
                memory.anonymous(),
                memory.file(),
                figures.memoryCourse());
        figures.bars().forEach(bar -> System.out.println("  " + bar));
    }
}
