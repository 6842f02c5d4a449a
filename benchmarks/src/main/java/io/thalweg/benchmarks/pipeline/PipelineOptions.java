package io.thalweg.benchmarks.pipeline;

import io.thalweg.benchmarks.Arguments;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The command line.
 *
 * @param cases what is measured
 * @param json whether JSON lines are printed instead of a table
 * @param alternations how often service, pass-through and kernel take turns
 * @param pacedSeconds how long snapshots come at a rate; latency is measured in the second half of it, or after 120 s
 * @param threads stream threads of the service and the pass-through
 * @param kernelThreads of the service and the kernel alone
 * @param scratch where broker and services keep their files meanwhile, if not where the system has its temporary files
 * @param profiles where the service's flight recordings go, if there are to be any
 */
record PipelineOptions(
        List<PipelineCase> cases,
        boolean json,
        int alternations,
        int pacedSeconds,
        int threads,
        int kernelThreads,
        Optional<Path> scratch,
        Optional<Path> profiles) {
    static final String USAGE = "expected any of [one, runs, large], --json, --quick, --alternations N, --minutes N,"
            + " --landmarks M (of large), --threads N, --kernel-threads N, --scratch FOLDER, --profile FOLDER";

    private static final int ALTERNATIONS = 5;
    private static final int PACED_SECONDS = 240;
    private static final int DIGITS = 7;

    PipelineOptions {
        cases = List.copyOf(cases);
    }

    /** @throws IllegalArgumentException when they are not understood */
    static PipelineOptions parse(String[] arguments) {
        Arguments given = new Arguments(arguments);
        boolean json = given.flag("--json");
        boolean quick = given.flag("--quick");
        int alternations = given.number("--alternations", DIGITS).orElse(quick ? 1 : ALTERNATIONS);
        int seconds =
                given.number("--minutes", DIGITS).map(minutes -> minutes * 60).orElse(quick ? 6 : PACED_SECONDS);
        Optional<Integer> landmarks = given.number("--landmarks", DIGITS);
        int threads = given.number("--threads", DIGITS).orElse(1);
        int kernelThreads = given.number("--kernel-threads", DIGITS).orElse(1);
        Optional<Path> scratch = given.value("--scratch").map(Path::of);
        Optional<Path> profiles = given.value("--profile").map(Path::of);
        List<String> left = given.left();
        List<String> known = PipelineCase.ALL.stream().map(PipelineCase::name).toList();
        if (!known.containsAll(left)) {
            throw new IllegalArgumentException(USAGE);
        }
        List<PipelineCase> cases = PipelineCase.ALL.stream()
                .filter(each -> left.isEmpty() || left.contains(each.name()))
                .map(each -> quick ? each.quick() : each)
                .map(each -> each.name().equals(PipelineCase.LARGE)
                        ? each.withLandmarks(landmarks.orElse(each.landmarks()))
                        : each)
                .toList();
        return new PipelineOptions(cases, json, alternations, seconds, threads, kernelThreads, scratch, profiles);
    }
}
