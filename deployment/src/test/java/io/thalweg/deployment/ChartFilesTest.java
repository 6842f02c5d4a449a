package io.thalweg.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.marcnuri.helm.Helm;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** What the chart takes from elsewhere in the project is what is there. */
class ChartFilesTest {
    private final List<HasMetadata> manifests = Chart.manifests(Chart.template(Chart.values("secured")));

    @Test
    void dashboardsAreTheProjects() throws IOException {
        Map<String, String> shipped = new TreeMap<>();
        for (HasMetadata manifest : manifests) {
            if (manifest instanceof ConfigMap map
                    && map.getMetadata().getLabels().containsKey("grafana_dashboard")) {
                shipped.putAll(map.getData());
            }
        }
        ObjectMapper json = new ObjectMapper();
        Path folder = Chart.ROOT.resolve(Path.of("dashboards", "grafana", "dashboards"));

        assertEquals(names(folder), List.copyOf(shipped.keySet()));
        for (Map.Entry<String, String> dashboard : shipped.entrySet()) {
            assertEquals(
                    json.readTree(Files.readString(folder.resolve(dashboard.getKey()))),
                    json.readTree(dashboard.getValue()));
        }
    }

    @Test
    void rulesAreTheProjectsButForThePlaceOfTheRunbooks() throws IOException {
        PrometheusRule shipped = Chart.only(PrometheusRule.class, "valley-thalweg", manifests);
        ObjectMapper json = new ObjectMapper();
        List<Object> groups = new ArrayList<>();
        Path folder = Chart.ROOT.resolve(Path.of("dashboards", "prometheus", "rules"));
        for (String name : names(folder)) {
            String text = Files.readString(folder.resolve(name))
                    .replace("https://thalweg.example.com/docs", "https://docs.example.org/thalweg");
            Map<String, List<Object>> rules = new Yaml().load(text);
            groups.addAll(rules.getOrDefault("groups", List.of()));
        }

        JsonNode expected = json.valueToTree(groups);
        JsonNode actual = json.valueToTree(shipped.getSpec().getGroups());
        assertEquals(expected, actual);
    }

    @Test
    void packedChartHoldsWhatItsLinksLeadTo(@TempDir Path folder) throws IOException {
        new Helm(Chart.FOLDER.toAbsolutePath().normalize())
                .packageIt()
                .withDestination(folder)
                .call();
        Path packed = folder.resolve(names(folder).get(0));

        String rendered = new Helm(packed)
                .template()
                .withName(Chart.RELEASE)
                .withNamespace("thalweg")
                .withKubeVersion(Chart.OLDEST_KUBERNETES)
                .withValuesFile(Chart.values("secured").toAbsolutePath())
                .call();

        assertEquals(manifests, Chart.manifests(rendered));
    }

    @Test
    void chartIsOfTheProjectsVersion() throws IOException {
        String pom = Files.readString(Chart.ROOT.resolve("pom.xml"));
        String version = YamlTree.of(Chart.FOLDER.resolve("Chart.yaml"))
                .path("appVersion")
                .asText();

        assertTrue(pom.contains("<version>" + version + "-SNAPSHOT</version>")
                || pom.contains("<version>" + version + "</version>"));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
