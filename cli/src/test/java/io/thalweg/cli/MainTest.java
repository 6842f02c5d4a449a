package io.thalweg.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void versionNamesThalwegAndJava() {
        int exitCode = run(Map.of(), "--version");

        assertEquals(0, exitCode);
        assertTrue(out.toString().matches("thalweg .+\\RJava .+\\R"), out.toString());
    }

    @Test
    void helpIsADoneJob() {
        int exitCode = run(Map.of(), "--help");

        assertEquals(0, exitCode);
        assertTrue(out.toString().startsWith("Usage: thalweg"), out.toString());
    }

    @Test
    void nothingToDoIsWrongUsage() {
        int exitCode = run(Map.of());

        assertEquals(2, exitCode);
        assertTrue(err.toString().startsWith("Usage: thalweg"), err.toString());
    }

    @Test
    void unknownOptionIsWrongUsageInOneLine() {
        int exitCode = run(Map.of(), "--frobnicate");

        assertEquals(2, exitCode);
        assertEquals(
                "thalweg: Unknown option: '--frobnicate' (see thalweg --help)",
                err.toString().strip());
    }

    @Test
    void failureIsOneLineWithTheCommandsName() {
        int exitCode = run(Map.of(), "fail");

        assertEquals(1, exitCode);
        assertEquals(
                "thalweg fail: no such file: runs/labels.npy", err.toString().strip());
    }

    @Test
    void debugOptionAddsTheStackTrace() {
        run(Map.of(), "fail", "--debug");

        assertTrue(err.toString().contains("at io.thalweg.cli.MainTest$Failing.call"), err.toString());
    }

    @Test
    void debugVariableAddsTheStackTrace() {
        run(Map.of("THALWEG_DEBUG", "1"), "fail");

        assertTrue(err.toString().contains("at io.thalweg.cli.MainTest$Failing.call"), err.toString());
    }

    private int run(Map<String, String> environment, String... arguments) {
        CommandLine commandLine = Main.commandLine(environment).addSubcommand(new CommandLine(new Failing()));
        return commandLine
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                // Set again, since a subcommand added later has a handler of its own.
                .setExecutionExceptionHandler(commandLine.getExecutionExceptionHandler())
                .execute(arguments);
    }

    @Command(name = "fail")
    private static final class Failing implements Callable<Integer> {
        @Override
        public Integer call() throws Exception {
            throw new NoSuchFileException("runs/labels.npy");
        }
    }
}
