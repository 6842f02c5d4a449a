package io.thalweg.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** A benchmark's own files. They stay when it fails: logs and trajectories tell why. */
public final class ScratchFolder {
    private ScratchFolder() {}

    /** Makes a new folder in the one given, or where the system has its temporary files. */
    public static Path create(Optional<Path> in, String prefix) throws IOException {
        return in.isPresent()
                ? Files.createTempDirectory(Files.createDirectories(in.get()), prefix)
                : Files.createTempDirectory(prefix);
    }

    /** Deletes a folder with all that is in it. */
    public static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
