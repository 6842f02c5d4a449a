package io.thalweg.trainers.population;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.thalweg.trainers.data.DataSet;
import io.thalweg.trainers.data.Digits;
import io.thalweg.trainers.failure.Failure;
import io.thalweg.trainers.run.Configuration;
import io.thalweg.trainers.run.RunSpecification;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PopulationTrainerTest {

    private static final DataSet DIGITS = Digits.load();

    @TempDir
    Path folder;

    @Test
    void folderIsTheSameWhateverTheNumberOfThreads() throws Exception {
        List<RunSpecification> runs = List.of(
                run("linear-adam", 0, Failure.NONE),
                run("mlp64-sgd", 1, Failure.NONE),
                run("mlp64-sgd", 0, Failure.DIVERGENCE));
        Set<String> finished = ConcurrentHashMap.newKeySet();

        PopulationTrainer.of(1, (run, outcome) -> {}).train(runs, DIGITS, folder.resolve("one"));
        PopulationTrainer.of(3, (run, outcome) -> finished.add(run.runName()))
                .train(runs, DIGITS, folder.resolve("three"));

        assertEquals(Set.of("linear-adam.s0", "mlp64-sgd.s1", "mlp64-sgd-divergence.s0"), finished);
        for (String file : List.of("labels.npy", "runs.json", "linear-adam.s0.npy", "mlp64-sgd-divergence.s0.npy")) {
            assertArrayEquals(
                    Files.readAllBytes(folder.resolve("one").resolve(file)),
                    Files.readAllBytes(folder.resolve("three").resolve(file)),
                    file);
        }
    }

    @Test
    void runsAreDescribed() throws Exception {
        PopulationTrainer.of(1, (run, outcome) -> {})
                .train(List.of(run("mlp64-sgd", 3, Failure.COLLAPSE)), DIGITS, folder);

        JsonNode run = new ObjectMapper()
                .readTree(folder.resolve("runs.json").toFile())
                .get(0);
        assertEquals("mlp64-sgd-collapse.s3", run.get("run").asText());
        assertEquals("mlp64-sgd", run.get("config").asText());
        assertEquals("collapse", run.get("kind").asText());
        assertEquals(3, run.get("seed").asInt());
        assertEquals(20, run.get("totalSteps").asInt());
        assertEquals(5, run.get("steps").size());
        assertEquals("mlp64", run.get("tags").get("arch").asText());
        assertTrue(Files.size(folder.resolve("mlp64-sgd-collapse.s3.npy")) == 128 + 5 * 360 * 10 * 4);
    }

    private static RunSpecification run(String configuration, int seed, Failure failure) {
        Configuration known = Configurations.named(configuration).orElseThrow();
        return new RunSpecification(DIGITS, known, seed, failure, 20, 5);
    }
}
