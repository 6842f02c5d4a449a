package io.thalweg.cli;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** What a user reads when a command fails: one line, with the name of the command in front. */
final class Failures {
    private static final Pattern LINE_BREAKS = Pattern.compile("\\s*\\R\\s*");

    private Failures() {}

    /** Wrong usage: the problem and where help is. */
    static int reportUsage(ParameterException problem, String[] arguments) {
        CommandLine commandLine = problem.getCommandLine();
        String name = commandLine.getCommandSpec().qualifiedName();
        printLine(commandLine, name + ": " + problem.getMessage() + " (see " + name + " --help)");
        return CommandLine.ExitCode.USAGE;
    }

    /** A command that failed; the stack trace only for those who ask for it. */
    static int report(Exception failure, CommandLine commandLine, boolean stackTrace) {
        printLine(commandLine, commandLine.getCommandSpec().qualifiedName() + ": " + describe(failure));
        if (stackTrace) {
            failure.printStackTrace(commandLine.getErr());
            commandLine.getErr().flush();
        }
        return CommandLine.ExitCode.SOFTWARE;
    }

    /** What no command can mend: too little memory, or a native library that this machine does not take. */
    static int report(Error failure, CommandLine commandLine) {
        String advice = failure instanceof OutOfMemoryError ? " (THALWEG_HEAP=4g gives it more)" : "";
        printLine(commandLine, "thalweg: " + failure + advice);
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static void printLine(CommandLine commandLine, String text) {
        PrintWriter err = commandLine.getErr();
        err.println(LINE_BREAKS.matcher(text.strip()).replaceAll("; "));
        err.flush();
    }

    /** The failure's own message where that says enough: the file system's exceptions only name the file. */
    static String describe(Throwable failure) {
        Throwable cause = failure.getCause();
        if (cause != null && isWrapper(failure)) {
            return describe(cause);
        }
        String message = failure.getMessage();
        if (message == null || message.isBlank()) {
            return failure.getClass().getSimpleName() + " (--debug shows where)";
        } else if (failure instanceof NoSuchFileException) {
            return "no such file: " + message;
        } else if (failure instanceof AccessDeniedException) {
            return "no permission: " + message;
        } else if (failure instanceof FileAlreadyExistsException) {
            return "exists already: " + message;
        }
        return message;
    }

    private static boolean isWrapper(Throwable failure) {
        return failure instanceof UncheckedIOException
                || failure instanceof ExecutionException
                || failure instanceof CompletionException
                // Kafka's clients say only "Failed to construct kafka consumer" themselves.
                || failure.getClass() == KafkaException.class;
    }
}
