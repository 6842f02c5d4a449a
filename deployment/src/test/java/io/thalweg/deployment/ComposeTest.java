package io.thalweg.deployment;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.thalweg.cli.Main;
import io.thalweg.processor.configuration.ProcessorConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import org.apache.kafka.server.config.AbstractKafkaConfig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** That every name, port, variable, mount and metric of docker-compose.yml is one that there is. */
class ComposeTest {
    private static final Pattern HOST_AND_PORT = Pattern.compile("([a-z][a-z0-9-]*):(\\d{2,5})");
    private static final Pattern ENVIRONMENT = Pattern.compile("\\$(THALWEG_[A-Z_]+)");
    private static final Pattern METRIC = Pattern.compile("\\bthalweg_[a-z_]+");

    private JsonNode compose = MissingNode.getInstance();

    @BeforeEach
    void read() throws IOException {
        compose = YamlTree.of(Chart.ROOT.resolve("docker-compose.yml"));
    }

    @Test
    void portsAreOpenToThisMachineOnly() {
        Set<String> hostPorts = new HashSet<>();
        for (JsonNode service : compose.path("services")) {
            for (String port : YamlTree.texts(service.path("ports"))) {
                assertTrue(port.matches("127\\.0\\.0\\.1:\\d+:\\d+"), port);
                assertTrue(hostPorts.add(port.split(":", -1)[1]), () -> port + " is taken twice");
            }
        }
        assertEquals(Set.of("3000", "8787", "8788", "9090", "9092", "9093"), hostPorts);
    }

    @Test
    void mountsLeadFromWhatThereIs() {
        Set<String> named =
                new TreeSet<>(YamlTree.textsByKey(compose.path("volumes")).keySet());
        Set<String> used = new TreeSet<>();
        for (JsonNode service : compose.path("services")) {
            for (String mount : YamlTree.texts(service.path("volumes"))) {
                String source = mount.split(":", -1)[0];
                if (source.startsWith("./")) {
                    assertTrue(Files.exists(Chart.ROOT.resolve(source)), () -> "there is no " + source);
                    assertTrue(mount.endsWith(":ro"), () -> mount + " can be written");
                } else {
                    used.add(source);
                }
            }
        }
        assertEquals(named, used);
    }

    @Test
    void servicesThatAreNamedAreThere() throws IOException {
        Map<String, Set<String>> open = listening();
        List<String> texts = new ArrayList<>();
        for (JsonNode service : compose.path("services")) {
            texts.addAll(YamlTree.textsByKey(service.path("environment")).values());
            service.path("depends_on").fieldNames().forEachRemaining(name -> assertTrue(open.containsKey(name), name));
        }
        texts.add(YamlTree.of(Chart.ROOT.resolve("dashboards/prometheus/prometheus.yml"))
                .toString());
        int addresses = 0;
        for (String text : texts) {
            Matcher address = HOST_AND_PORT.matcher(text);
            while (address.find()) {
                if (!address.group(1).equals("localhost")) {
                    assertTrue(
                            open.getOrDefault(address.group(1), Set.of()).contains(address.group(2)), address.group());
                    addresses++;
                }
            }
        }
        assertTrue(addresses >= 9, () -> "found few addresses in " + texts);
    }

    /** By service, the ports that its program listens on. */
    private Map<String, Set<String>> listening() {
        Map<String, Set<String>> ports = new HashMap<>();
        compose.path("services").properties().forEach(service -> {
            Set<String> open = ports.computeIfAbsent(service.getKey(), name -> new HashSet<>());
            YamlTree.texts(service.getValue().path("ports")).forEach(port -> open.add(port.split(":", -1)[2]));
            Matcher listener = Pattern.compile("://:(\\d+)")
                    .matcher(service.getValue()
                            .path("environment")
                            .path("KAFKA_LISTENERS")
                            .asText());
            while (listener.find()) {
                open.add(listener.group(1));
            }
        });
        return ports;
    }

    @Test
    void processorsTakeTheirEnvironmentAndDifferInName() {
        Set<String> names = new HashSet<>();
        for (String name : List.of("processor-0", "processor-1")) {
            JsonNode service = compose.path("services").path(name);
            Map<String, String> environment = new HashMap<>(YamlTree.textsByKey(service.path("environment")));
            environment.putAll(Image.environment("processor"));

            ProcessorConfiguration configuration = ProcessorConfiguration.from(Map.of(), environment);

            assertEquals(name, service.path("hostname").asText());
            assertTrue(names.add(service.path("hostname").asText()));
            assertTrue(YamlTree.texts(service.path("volumes")).contains(name + ":" + configuration.stateDirectory()));
            assertTrue(YamlTree.texts(service.path("ports"))
                    .get(0)
                    .endsWith(":" + configuration.http().port()));
        }
    }

    @Test
    void commandsAreThoseOfTheProgram() {
        for (String name : List.of("topics", "manifold", "trainer")) {
            JsonNode service = compose.path("services").path(name);
            String[] arguments = YamlTree.texts(service.path("command")).toArray(String[]::new);

            assertDoesNotThrow(() -> Main.commandLine(Map.of()).parseArgs(arguments), name);
            assertEquals("command", service.path("build").path("target").asText());
        }
    }

    @Test
    void publishedManifoldIsMounted() {
        JsonNode manifold = compose.path("services").path("manifold");
        List<String> arguments = YamlTree.texts(manifold.path("command"));

        assertEquals(
                arguments.get(arguments.size() - 1),
                YamlTree.texts(manifold.path("volumes")).get(0).split(":", -1)[1]);
    }

    @Test
    void brokerTakesItsConfiguration() {
        Properties properties = new Properties();
        YamlTree.textsByKey(compose.path("services").path("kafka").path("environment"))
                .forEach((name, value) -> {
                    if (name.startsWith("KAFKA_")) {
                        properties.put(
                                name.substring("KAFKA_".length())
                                        .toLowerCase(Locale.ROOT)
                                        .replace('_', '.'),
                                value);
                    }
                });

        assertDoesNotThrow(() -> KafkaConfig.fromProps(properties, false));

        Set<String> known = AbstractKafkaConfig.CONFIG_DEF.names();
        assertTrue(known.containsAll(properties.stringPropertyNames()), properties::toString);
        String mounted = YamlTree.texts(compose.path("services").path("kafka").path("volumes"))
                .get(0);
        assertEquals(mounted, "kafka:" + properties.getProperty("log.dirs"));
    }

    @Test
    void grafanaIsToldWhatItsProvisioningAsksFor() throws IOException {
        Set<String> asked = new TreeSet<>();
        for (Path file : files("dashboards/grafana/provisioning")) {
            Matcher variable = ENVIRONMENT.matcher(Files.readString(file));
            while (variable.find()) {
                asked.add(variable.group(1));
            }
        }
        JsonNode grafana = compose.path("services").path("grafana");
        Set<String> told =
                new TreeSet<>(YamlTree.textsByKey(grafana.path("environment")).keySet());
        told.removeIf(name -> name.startsWith("GF_"));
        String shown = YamlTree.of(Chart.ROOT.resolve("dashboards/grafana/provisioning/dashboards/thalweg.yml"))
                .path("providers")
                .path(0)
                .path("options")
                .path("path")
                .asText();

        assertEquals(asked, told);
        assertTrue(
                YamlTree.texts(grafana.path("volumes")).contains("./dashboards/grafana/dashboards:" + shown + ":ro"));
    }

    @Test
    void serversAreGivenFilesThatAreMounted() {
        for (String name : List.of("prometheus", "alertmanager")) {
            JsonNode service = compose.path("services").path(name);
            String file =
                    YamlTree.texts(service.path("command")).get(0).replace("--config.file=/etc/" + name + "/", "");

            assertTrue(
                    Files.exists(Chart.ROOT.resolve("dashboards").resolve(name).resolve(file)), file);
        }
    }

    @Test
    void metricsOfRulesAndDashboardsAreExported() throws IOException {
        String documented = Files.readString(Chart.ROOT.resolve("docs/metrics.md"));
        for (String folder : List.of("dashboards/prometheus/rules", "dashboards/grafana/dashboards")) {
            for (Path file : files(folder)) {
                Matcher metric = METRIC.matcher(Files.readString(file));
                while (metric.find()) {
                    String name = metric.group().replaceAll("_(bucket|count|sum)$", "");
                    boolean recorded = name.equals("thalweg_runs_alarmed") || name.equals("thalweg_runs");
                    assertTrue(recorded || documented.contains("`" + name + "`"), () -> name + " in " + file);
                }
            }
        }
    }

    @Test
    void whatIsOursMayNotBecomeMore() {
        for (String name : List.of("processor-0", "processor-1", "topics", "manifold", "trainer")) {
            JsonNode service = compose.path("services").path(name);

            assertTrue(service.path("read_only").asBoolean(), name);
            assertEquals(List.of("ALL"), YamlTree.texts(service.path("cap_drop")), name);
            assertFalse(YamlTree.texts(service.path("security_opt")).isEmpty(), name);
        }
    }

    private static List<Path> files(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(Chart.ROOT.resolve(folder))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
