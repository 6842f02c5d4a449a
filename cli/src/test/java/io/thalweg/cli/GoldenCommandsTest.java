package io.thalweg.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The golden runs through the command line: its JSON is an interface, and the figures in it are the papers'. */
@TestInstance(Lifecycle.PER_CLASS)
class GoldenCommandsTest {
    private static final Path GOLDEN = Path.of("../geometry/src/test/resources/golden/digits-5-runs");
    private static final int AXES = 6;

    private final JsonNode golden;
    private final List<String> runs = new ArrayList<>();
    private Path manifold = GOLDEN;
    private JsonNode built;
    private JsonNode inspected;

    GoldenCommandsTest() throws IOException {
        golden = new ObjectMapper().readTree(GOLDEN.resolve("golden.json").toFile());
        golden.get("runs").forEach(run -> runs.add(run.asText()));
        built = golden;
        inspected = golden;
    }

    @BeforeAll
    void build(@TempDir Path temporary) {
        manifold = temporary.resolve("golden.safetensors");
        built = buildTo(manifold).json();
        inspected = Invocation.of("reference", "inspect", manifold, "--json")
                .succeeded()
                .json();
    }

    private static Invocation buildTo(Path file) {
        return Invocation.of(
                        "reference",
                        "build",
                        "--trajectories",
                        GOLDEN,
                        "--out",
                        file,
                        "--landmarks",
                        "all",
                        "--no-anchors",
                        "--axes",
                        AXES,
                        "--json")
                .succeeded();
    }

    @Test
    void buildTellsWhatItBuilt() {
        assertEquals(40, built.get("landmarks").asInt());
        assertEquals(100, built.get("samples").asInt());
        assertEquals(10, built.get("classes").asInt());
        assertEquals(AXES, built.get("axes").asInt());
        assertEquals(5, built.get("referenceRuns").asInt());
        assertEquals(List.of("load", "distances", "eigen", "calibration"), names(built.get("seconds")));
        assertEquals(inspected.get("manifold"), built.get("manifold"));
    }

    @Test
    void eigenvaluesAreThePapers() {
        for (int k = 0; k < golden.get("eigenvalues").size(); k++) {
            double expected = golden.get("eigenvalues").get(k).asDouble();
            assertEquals(expected, built.get("eigenvalues").get(k).asDouble(), 1e-9 * Math.abs(expected));
            assertEquals(
                    golden.get("explainedStress").get(k).asDouble(),
                    built.get("explainedStress").get(k).asDouble(),
                    1e-9);
        }
    }

    @Test
    void inspectListsLandmarksCalibrationAndProvenance() {
        assertEquals(40, inspected.get("landmarks").size());
        assertEquals(
                List.of("run", "config", "index", "step", "progress"),
                names(inspected.get("landmarks").get(0)));
        assertEquals(5, inspected.at("/calibration/runs").asInt());
        assertEquals(5, inspected.at("/calibration/scores").size());
        assertEquals(List.of("0.2"), names(inspected.at("/calibration/thresholds")));
        assertEquals(0, inspected.at("/calibration/familiarity/runs").asInt());
        assertEquals("all", inspected.at("/provenance/landmarks").asText());
        assertEquals("digits-5-runs", inspected.at("/provenance/source").asText());
    }

    @Test
    void projectionsAreThePapers() {
        for (String run : runs) {
            List<JsonNode> lines = project(run, "geodesic");
            assertEquals(8, lines.size());
            for (JsonNode line : lines) {
                assertGolden(runs.indexOf(run) * 8 + line.get("index").asInt(), line);
            }
        }
    }

    private void assertGolden(int index, JsonNode line) {
        assertEquals(
                golden.get("progressGeodesic").get(index).asDouble(),
                line.get("progress").asDouble(),
                2e-5);
        for (int k = 0; k < AXES; k++) {
            assertEquals(
                    golden.get("coordinates").get(index).get(k).asDouble(),
                    line.get("coordinates").get(k).asDouble(),
                    1e-7);
        }
        for (int j = 0; j < 40; j++) {
            JsonNode landmark = inspected.get("landmarks").get(j);
            int column = runs.indexOf(landmark.get("run").asText()) * 8
                    + landmark.get("index").asInt();
            double expected =
                    golden.get("bhattacharyyaDistance").get(index).get(column).asDouble();
            assertEquals(expected, line.get("distances").get(j).asDouble(), 1e-9 * expected + 1e-14);
        }
    }

    @Test
    void projectGivesTheFieldsOfItsInterface() {
        JsonNode line = project(runs.get(0), "geodesic").get(0);

        assertEquals(
                List.of(
                        "index",
                        "progress",
                        "offManifoldNats",
                        "offManifoldRank",
                        "standardErrorNats",
                        "nearest",
                        "coordinates",
                        "heightNats",
                        "residualNats",
                        "distanceToTruthNats",
                        "distanceToIgnoranceNats",
                        "distances",
                        "tube"),
                names(line));
        assertEquals(List.of("run", "config", "index", "progress"), names(line.get("nearest")));
        assertEquals(AXES, line.get("coordinates").size());
    }

    @Test
    void progressByTheOtherDefinitionIsThePapers() {
        for (JsonNode line : project(runs.get(1), "bhattacharyya")) {
            assertEquals(
                    golden.get("progressBhattacharyya")
                            .get(8 + line.get("index").asInt())
                            .asDouble(),
                    line.get("progress").asDouble(),
                    // The published minimiser is no more exact: docs/maths.md.
                    2e-4);
        }
    }

    @Test
    void buildingTwiceGivesTheSameBytes(@TempDir Path temporary) throws IOException {
        Path again = temporary.resolve("again.safetensors");

        buildTo(again);

        assertArrayEquals(Files.readAllBytes(manifold), Files.readAllBytes(again));
    }

    private List<JsonNode> project(String run, String metric) {
        return Invocation.of(
                        "project",
                        "--manifold",
                        manifold,
                        "--predictions",
                        GOLDEN.resolve(run + ".npy"),
                        "--labels",
                        GOLDEN.resolve("labels.npy"),
                        "--distances",
                        "--progress-metric",
                        metric,
                        "--json")
                .succeeded()
                .jsonLines();
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
