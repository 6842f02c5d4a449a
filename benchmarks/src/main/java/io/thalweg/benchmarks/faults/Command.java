package io.thalweg.benchmarks.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A system command that takes a moment. */
final class Command {
    private Command() {}

    /** @throws IOException with its words, if it fails */
    static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exit = process.waitFor();
        if (exit != 0) {
            throw new IOException(String.join(" ", List.of(command)) + ": exit code " + exit + ": " + output.strip());
        }
    }

    /** Whether it succeeded. */
    static boolean tryRun(String... command) throws InterruptedException {
        try {
            run(command);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
