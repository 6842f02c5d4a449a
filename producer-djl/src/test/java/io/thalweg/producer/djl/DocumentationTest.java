package io.thalweg.producer.djl;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Surefire's working directory is the module's folder. */
class DocumentationTest {
    @Test
    void exampleIsTheCompiledOne() throws IOException {
        String source = Files.readString(Path.of("src/test/java/io/thalweg/producer/djl/DjlExample.java"));
        String example = source.split("// \\[djl]\n", -1)[1].stripIndent().stripTrailing();

        assertTrue(Files.readString(Path.of("../docs/producer.md")).contains(example));
    }
}
