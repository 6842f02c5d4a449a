package io.thalweg.benchmarks.pipeline;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The command line.
 *
 * @param cases what is measured
 * @param json whether JSON lines are printed instead of a table
 * @param alternations how often service, pass-through and kernel take turns
 * @param pacedSeconds how long latency is measured
 * @param threads stream threads of the service and the pass-through
 * @param kernelThreads of the service and the kernel alone
 * @param profiles where the service's flight recordings go, if there are to be any
 */
record PipelineOptions(
        List<PipelineCase> cases,
        boolean json,
        int alternations,
        int pacedSeconds,
        int threads,
        int kernelThreads,
        Optional<Path> profiles) {
    static final String USAGE = "expected any of [one, runs, large], --json, --quick, --alternations N, --minutes N,"
            + " --landmarks M (of large), --threads N, --kernel-threads N, --profile FOLDER";

    private static final int ALTERNATIONS = 5;
    private static final int PACED_SECONDS = 20;

    PipelineOptions {
        cases = List.copyOf(cases);
    }

    /** @throws IllegalArgumentException when they are not understood */
    static PipelineOptions parse(String[] arguments) {
        List<String> left = new ArrayList<>(List.of(arguments));
        boolean json = left.remove("--json");
        boolean quick = left.remove("--quick");
        int alternations = number(left, "--alternations").orElse(quick ? 1 : ALTERNATIONS);
        int seconds = number(left, "--minutes").map(minutes -> minutes * 60).orElse(quick ? 6 : PACED_SECONDS);
        Optional<Integer> landmarks = number(left, "--landmarks");
        int threads = number(left, "--threads").orElse(1);
        int kernelThreads = number(left, "--kernel-threads").orElse(1);
        Optional<Path> profiles = value(left, "--profile").map(Path::of);
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
        return new PipelineOptions(cases, json, alternations, seconds, threads, kernelThreads, profiles);
    }

    private static Optional<Integer> number(List<String> left, String name) {
        return value(left, name).map(text -> {
            if (!text.matches("[1-9][0-9]{0,6}")) {
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
