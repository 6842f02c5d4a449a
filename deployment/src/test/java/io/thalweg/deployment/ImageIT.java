package io.thalweg.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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

    @Test
    void billOfMaterialsNamesEveryJar() throws IOException {
        JsonNode bill = new ObjectMapper().readTree(Files.readString(PACKED.resolve("sbom.json")));
        Set<String> listed = new TreeSet<>();
        for (JsonNode component : bill.path("components")) {
            listed.add(component.path("name").asText() + "-"
                    + component.path("version").asText() + ".jar");
        }

        assertEquals(listed, new TreeSet<>(jars()));
    }

    private static List<String> jars() throws IOException {
        try (Stream<Path> files = Files.list(PACKED.resolve("lib"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("stream-processor-"))
                    .toList();
        }
    }
}
