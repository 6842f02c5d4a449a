package io.thalweg.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the Dockerfile says of the images. */
class ImageTest {
    private static final Pattern FROM_SOURCES = Pattern.compile("/src/(\\S+)");

    @Test
    void lastStageIsTheProcessor() {
        List<String> stages = new ArrayList<>(Image.stages().keySet());

        assertEquals("processor", stages.get(stages.size() - 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"processor", "command"})
    void imageIsNotRootAndHasItsBillOfMaterials(String stage) {
        List<String> instructions = Image.stage(stage);

        assertTrue(instructions.contains("USER 10001:10001"));
        assertTrue(instructions.stream().anyMatch(line -> line.startsWith("COPY") && line.contains("sbom.json")));
        assertTrue(instructions.stream()
                .filter(line -> line.startsWith("FROM"))
                .allMatch(line -> line.startsWith("FROM base ")));
    }

    @Test
    void processorSaysHowItIs() {
        assertTrue(Image.stage("processor").stream()
                .anyMatch(
                        line -> line.startsWith("HEALTHCHECK") && line.contains("\"/opt/thalweg/health\", \"live\"")));
    }

    @Test
    void processorIsStartedAsTheLauncherStartsIt() {
        String entry = Image.stage("processor").stream()
                .filter(line -> line.startsWith("ENTRYPOINT"))
                .findFirst()
                .orElse("");

        for (String option : List.of(
                "-XX:+UseSerialGC",
                "-XX:NewRatio=1",
                "-XX:SurvivorRatio=2",
                "-XX:+UseTransparentHugePages",
                "-XX:+ExitOnOutOfMemoryError",
                "jdk.incubator.vector")) {
            assertTrue(entry.contains(option), option);
        }
        assertTrue(entry.contains("\"io.thalweg.processor.Main\""));
    }

    @Test
    void whatIsCopiedIsBuiltOrInTheTree() {
        for (List<String> stage : Image.stages().values()) {
            for (String instruction : stage) {
                Matcher source = FROM_SOURCES.matcher(instruction);
                while (instruction.startsWith("COPY") && source.find()) {
                    String path = source.group(1);
                    assertTrue(path.contains("/target/") || Files.exists(Chart.ROOT.resolve(path)), path);
                }
            }
        }
    }
}
