package io.thalweg.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailuresTest {
    @ParameterizedTest
    @MethodSource("failures")
    void descriptionSaysWhatWentWrong(String expected, Throwable failure) {
        assertEquals(expected, Failures.describe(failure));
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of("disk full", new IOException("disk full")),
                Arguments.of("disk full", new UncheckedIOException(new IOException("disk full"))),
                Arguments.of(
                        "disk full", new ExecutionException(new CompletionException(new IOException("disk full")))),
                Arguments.of("no such file: a.npy", new NoSuchFileException("a.npy")),
                Arguments.of("no permission: a.npy", new AccessDeniedException("a.npy")),
                Arguments.of("exists already: a.npy", new FileAlreadyExistsException("a.npy")));
    }

    @Test
    void failureWithoutMessageIsNamedByItsClass() {
        assertEquals("IllegalStateException (--debug shows where)", Failures.describe(new IllegalStateException()));
    }
}
