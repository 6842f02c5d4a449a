package io.thalweg.deployment;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the package phase has gathered for the processor's image. */
class ImageIT {
    private static final Path PACKED = Chart.ROOT.resolve(Path.of("stream-processor", "target", "dist"));

    @Test
    void processorHoldsNoTrainerNoBrokerNoLinearAlgebra() throws IOException {
        List<String> unwanted = List.of(
                "nd4j", "openblas", "javacpp", "pytorch", "djl", "kafka_2", "kafka-server", "rocksdb", "picocli");

        for (String jar : jars()) {
            assertTrue(unwanted.stream().noneMatch(jar::contains), jar);
        }
    }

    private static List<String> jars() throws IOException {
        try (Stream<Path> files = Files.list(PACKED.resolve("lib"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("stream-processor-"))
                    .toList();
        }
    }
}
