package io.thalweg.benchmarks.kernel;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.Optional;

/** numpy in a process of its own, told what to time by its standard input. */
final class NumpyPeer implements AutoCloseable {
    private static final String PYTHON = "/usr/bin/python3";

    private final Process process;
    private final BufferedWriter commands;
    private final BufferedReader answers;
    private final String version;
    private String prepared = "";

    private NumpyPeer(Process process) throws IOException {
        this.process = process;
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.version = answer();
    }

    /** Why there is none here; empty if there is. */
    static Optional<String> obstacle() throws IOException, InterruptedException {
        boolean found = Files.isExecutable(Path.of(PYTHON)) && hasNumpy();
        return found
                ? Optional.empty()
                : Optional.of(PYTHON + " has none (Debian: apt-get install python3-numpy libopenblas0-pthread)");
    }

    /** Starts it. */
    static NumpyPeer start(int threads) throws IOException {
        Path script = Files.createTempFile("thalweg-numpy", ".py");
        try (InputStream source = Objects.requireNonNull(NumpyPeer.class.getResourceAsStream("/numpy-peer.py"))) {
            Files.copy(source, script, StandardCopyOption.REPLACE_EXISTING);
        }
        script.toFile().deleteOnExit();
        ProcessBuilder builder =
                new ProcessBuilder(PYTHON, script.toString()).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("OPENBLAS_NUM_THREADS", String.valueOf(threads));
        // It is to choose its own kernels: what others set for their sake would slow it down.
        builder.environment().remove("OPENBLAS_CORETYPE");
        builder.environment().remove("OPENBLAS_L2_SIZE");
        return new NumpyPeer(builder.start());
    }

    private static boolean hasNumpy() throws IOException, InterruptedException {
        return new ProcessBuilder(PYTHON, "-c", "import numpy")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    /** Its version, and the BLAS it uses. */
    String version() {
        return version;
    }

    /** Gets landmarks and snapshots ready; returns about how many milliseconds one pass over them takes. */
    double prepare(Shape shape, int snapshots) throws IOException {
        String wanted = "prepare %d %d %d %d".formatted(shape.samples(), shape.classes(), shape.landmarks(), snapshots);
        if (!wanted.equals(prepared)) {
            ask(wanted);
            prepared = wanted;
        }
        return run(1) * snapshots;
    }

    /** Milliseconds a snapshot: the median over so many passes. */
    double run(int passes) throws IOException {
        return Double.parseDouble(ask("run " + passes));
    }

    /** Milliseconds for all distances among m snapshots. */
    double pairwise(Shape shape) throws IOException {
        prepared = "";
        return Double.parseDouble(
                ask("pairwise %d %d %d".formatted(shape.samples(), shape.classes(), shape.landmarks())));
    }

    private String ask(String command) throws IOException {
        commands.write(command);
        commands.newLine();
        commands.flush();
        return answer();
    }

    private String answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("numpy ended before it answered; see above");
        }
        return line;
    }

    @Override
    public void close() throws IOException {
        commands.close();
        process.destroy();
    }
}
