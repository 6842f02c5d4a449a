package io.thalweg.processor;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDirectoryLockTest {
    @TempDir
    Path folder;

    @Test
    void secondProcessorIsToldWhoHasTheDirectory() throws Exception {
        try (StateDirectoryLock held = StateDirectoryLock.acquire(folder)) {
            ProcessorStartException failure =
                    assertThrows(ProcessorStartException.class, () -> StateDirectoryLock.acquire(folder));

            assertTrue(String.valueOf(failure.getMessage())
                    .contains("process " + ProcessHandle.current().pid()));
            assertTrue(held != null);
        }
    }

    @Test
    void directoryIsFreeAfterClosing() throws Exception {
        StateDirectoryLock.acquire(folder.resolve("new")).close();

        assertDoesNotThrow(
                () -> StateDirectoryLock.acquire(folder.resolve("new")).close());
    }

    @Test
    void directoryThatIsAFileIsNamed() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");

        ProcessorStartException failure =
                assertThrows(ProcessorStartException.class, () -> StateDirectoryLock.acquire(file));

        assertTrue(String.valueOf(failure.getMessage()).contains(file + " cannot be written"));
    }
}
