package io.thalweg.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainCommandTest {
    @Test
    void unknownDataSetIsNamedWithThoseThatThereAre(@TempDir Path temporary) {
        Path out = temporary.resolve("runs");

        Invocation refused = Invocation.of("train", "--data", "cifar", "--out", out);

        assertEquals(2, refused.exitCode());
        assertTrue(
                refused.err().contains("--data: data set is 'cifar': expected one of digits, fashion-mnist"),
                refused.err());
        assertFalse(Files.exists(out));
    }
}
