package io.thalweg.cli;

import io.thalweg.broker.EmbeddedBroker;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Where the demo keeps its data: one folder, recognisable by a file in it, so that only a demo's folder is ever wiped. */
final class DemoFolder {
    private static final String MARK = "thalweg-demo";

    private final Path path;

    private DemoFolder(Path path) {
        this.path = path;
    }

    /**
     * Opens the folder, making it if need be.
     *
     * @throws CommandFailure if the folder holds something else than a demo's data, or a demo that runs now
     */
    static DemoFolder open(Path path, boolean fresh) throws IOException {
        Path folder = path.toAbsolutePath().normalize();
        boolean isDemo = Files.exists(folder.resolve(MARK));
        if (Files.isDirectory(folder) && !isDemo && !Folders.isEmpty(folder)) {
            throw new CommandFailure(
                    "%s holds other things than a demo's data: name another folder with --data".formatted(folder));
        }
        if (fresh && isDemo) {
            EmbeddedBroker.requireUnused(folder.resolve("kafka"));
            Folders.delete(folder);
        }
        Files.createDirectories(folder);
        if (!Files.exists(folder.resolve(MARK))) {
            Files.writeString(folder.resolve(MARK), "0");
        }
        return new DemoFolder(folder);
    }

    Path path() {
        return path;
    }

    Path kafka() {
        return path.resolve("kafka");
    }

    Path state() {
        return path.resolve("state");
    }

    /** The number of this start, from 0: the attempt of its runs, so that a later start supersedes an earlier one. */
    int nextAttempt() throws IOException {
        Path mark = path.resolve(MARK);
        int attempt = Integer.parseInt(Files.readString(mark).strip());
        Files.writeString(mark, Integer.toString(attempt + 1));
        return attempt;
    }

    /** Puts a file from the jar into the folder. */
    Path unpack(String name, InputStream content) throws IOException {
        Path file = path.resolve(name);
        Path part = path.resolve(name + ".part");
        Files.copy(content, part, StandardCopyOption.REPLACE_EXISTING);
        return Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
