package io.thalweg.trainers.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.geometry.ReferenceRun;
import io.thalweg.protocol.manifold.ManifoldFile;
import io.thalweg.protocol.manifold.OpenManifold;
import io.thalweg.trainers.population.Configurations;
import io.thalweg.trainers.run.Configuration;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundledManifoldTest {
    private static final long LARGEST_BYTES = 4_000_000;

    private final Path file;
    private final OpenManifold open;

    BundledManifoldTest(@TempDir Path folder) throws IOException {
        file = folder.resolve("digits.safetensors");
        try (InputStream bundled = Digits.referenceManifold()) {
            Files.copy(bundled, file);
        }
        open = ManifoldFile.open(file);
    }

    @AfterEach
    void close() {
        open.close();
    }

    @Test
    void itIsOfTheDigitsProbeSet() {
        assertEquals(Digits.load().probeSet().id(), open.probeSet());
    }

    @Test
    void itIsSmallEnoughToBundle() throws IOException {
        assertTrue(Files.size(file) <= LARGEST_BYTES);
    }

    @Test
    void itRestsOnTheReferenceConfigurationsAndOnNoOthers() {
        Set<String> expected =
                Configurations.reference().stream().map(Configuration::name).collect(Collectors.toSet());
        Set<String> found =
                open.manifold().runs().stream().map(ReferenceRun::config).collect(Collectors.toSet());
        assertEquals(expected, found);
    }

    @Test
    void itSupportsTheUsualAlpha() {
        assertTrue(open.manifold().calibration().threshold(0.05).isPresent());
    }
}
