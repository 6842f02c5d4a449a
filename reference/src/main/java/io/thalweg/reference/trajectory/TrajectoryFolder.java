package io.thalweg.reference.trajectory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.thalweg.geometry.Labels;
import io.thalweg.protocol.ProbeSet;
import io.thalweg.protocol.npy.NpyFile;
import io.thalweg.reference.trajectory.RecordedRun.NonFinite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A folder of trajectories: {@code labels.npy}, {@code <run>.npy} for each run, optional {@code runs.json} and
 * {@code ids.json}. Every value
 * is checked on opening; snapshots are read when asked for.
 */
public final class TrajectoryFolder implements AutoCloseable {
    private static final String LABELS = "labels.npy";
    private static final String RUNS = "runs.json";
    private static final String SUFFIX = ".npy";

    private final Path path;
    private final Labels labels;
    private final ProbeSet probeSet;
    private final List<RecordedRun> runs;

    private TrajectoryFolder(Path path, Labels labels, ProbeSet probeSet, List<RecordedRun> runs) {
        this.path = path;
        this.labels = labels;
        this.probeSet = probeSet;
        this.runs = List.copyOf(runs);
    }

    /**
     * Opens and checks a folder.
     *
     * @throws TrajectoryException or {@link io.thalweg.protocol.npy.NpyFormatException} naming file, checkpoint, row,
     *     value and expectation
     */
    public static TrajectoryFolder open(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            throw new TrajectoryException(path, "no such folder: expected labels.npy and one <run>.npy a run");
        }
        int[] rawLabels = LabelFile.read(path.resolve(LABELS));
        List<RecordedRun> runs = new ArrayList<>();
        try {
            for (RunEntry entry : entries(path)) {
                runs.add(run(path, entry, rawLabels.length));
            }
            if (runs.isEmpty()) {
                throw new TrajectoryException(path, "no <run>.npy in it: expected one a run beside labels.npy");
            }
            int classes = sameClasses(runs);
            return of(path, path.resolve(LABELS), rawLabels, classes, runs);
        } catch (IOException | RuntimeException e) {
            for (RecordedRun run : runs) {
                run.file().close();
            }
            throw e;
        }
    }

    /**
     * Opens a single run's file against labels, as a folder of one.
     *
     * @param file the run's predictions; its name without {@code .npy} is the run's
     */
    public static TrajectoryFolder ofFile(Path file, Path labelFile) throws IOException {
        int[] rawLabels = LabelFile.read(labelFile);
        if (!Files.isRegularFile(file)) {
            throw new TrajectoryException(file, "no such file: expected predictions [checkpoints, samples, classes]");
        }
        String name = file.getFileName().toString();
        String run = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
        RecordedRun recorded = open(RunEntry.named(run), file, rawLabels.length);
        try {
            int classes = recorded.file().shape().get(2);
            return of(file, labelFile, rawLabels, classes, List.of(recorded));
        } catch (IOException e) {
            recorded.file().close();
            throw e;
        }
    }

    private static TrajectoryFolder of(Path path, Path labelFile, int[] rawLabels, int classes, List<RecordedRun> runs)
            throws IOException {
        Labels labels = LabelFile.checked(labelFile, rawLabels, classes);
        Path ids = labelFile.resolveSibling(SampleIds.FILE);
        return new TrajectoryFolder(path, labels, SampleIds.probeSet(ids, rawLabels, classes), runs);
    }

    /** Where it lies. */
    public Path path() {
        return path;
    }

    /** The probe set's true classes. */
    public Labels labels() {
        return labels;
    }

    /** The probe set: its samples with the ids of {@code ids.json}, or their indices where there is no such file. */
    public ProbeSet probeSet() {
        return probeSet;
    }

    /** All runs, in order of name. */
    public List<RecordedRun> runs() {
        return runs;
    }

    @Override
    public void close() throws IOException {
        for (RecordedRun run : runs) {
            run.file().close();
        }
    }

    private static List<RunEntry> entries(Path folder) throws IOException {
        Map<String, RunEntry> entries = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX) && !name.equals(LABELS))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .forEach(run -> entries.put(run, RunEntry.named(run)));
        }
        Path described = folder.resolve(RUNS);
        if (Files.exists(described)) {
            for (RunEntry entry : read(described)) {
                if (entries.replace(entry.run(), entry) == null) {
                    throw new TrajectoryException(
                            described, "run '%s' has no file %s%s".formatted(entry.run(), entry.run(), SUFFIX));
                }
            }
        }
        return List.copyOf(entries.values());
    }

    private static List<RunEntry> read(Path file) throws IOException {
        try {
            List<RunEntry> entries =
                    new ObjectMapper().readValue(file.toFile(), new TypeReference<List<RunEntry>>() {});
            for (RunEntry entry : entries) {
                if (entry == null || entry.run() == null) {
                    throw new TrajectoryException(file, "an entry has no \"run\": expected {\"run\": NAME, ...}");
                }
            }
            return entries;
        } catch (JsonProcessingException e) {
            throw new TrajectoryException(
                    file,
                    "%s: expected a list of {run, config, seed, kind, steps, tags}".formatted(e.getOriginalMessage()));
        }
    }

    private static RecordedRun run(Path folder, RunEntry entry, int samples) throws IOException {
        return open(entry, folder.resolve(entry.run() + SUFFIX), samples);
    }

    private static RecordedRun open(RunEntry entry, Path path, int samples) throws IOException {
        NpyFile file = NpyFile.open(path);
        try {
            Optional<NonFinite> nonFinite = RunChecker.check(file, samples);
            return new RecordedRun(entry, file, steps(entry, file), nonFinite);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static long[] steps(RunEntry entry, NpyFile file) throws TrajectoryException {
        int checkpoints = file.shape().get(0);
        long[] steps = new long[checkpoints];
        List<Long> given = entry.steps();
        for (int t = 0; t < checkpoints; t++) {
            steps[t] = given != null && given.size() == checkpoints ? given.get(t) : t;
            if (steps[t] < 0 || (t > 0 && steps[t] <= steps[t - 1])) {
                throw new TrajectoryException(
                        file.path(), "steps %s: expected ascending numbers >= 0".formatted(given));
            }
        }
        if (given != null && given.size() != checkpoints && given.size() != 1) {
            throw new TrajectoryException(
                    file.path(), "%d steps for %d checkpoints: expected one each".formatted(given.size(), checkpoints));
        }
        return steps;
    }

    private static int sameClasses(List<RecordedRun> runs) throws TrajectoryException {
        RecordedRun first =
                runs.stream().min(Comparator.comparing(RecordedRun::name)).orElseThrow();
        int classes = first.file().shape().get(2);
        for (RecordedRun run : runs) {
            if (run.file().shape().get(2) != classes) {
                throw new TrajectoryException(
                        run.file().path(),
                        "%d classes: expected %d, as %s has"
                                .formatted(run.file().shape().get(2), classes, first.name()));
            }
        }
        return classes;
    }
}
