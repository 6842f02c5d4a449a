package io.thalweg.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.Endpoint;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.thalweg.cli.Main;
import io.thalweg.processor.configuration.ProcessorConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.ParseResult;

/** That what the chart says is what the program takes. */
class ChartManifestsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit has it set.
    private Path folder;

    @ParameterizedTest
    @MethodSource("io.thalweg.deployment.Chart#valuesFiles")
    void processorTakesItsConfiguration(Path values) throws IOException {
        List<HasMetadata> manifests = Chart.manifests(Chart.template(values));
        StatefulSet processors = processors(manifests);
        Path file = folder.resolve("thalweg.properties");
        Files.writeString(
                file, Chart.properties(manifests, processors.getMetadata().getName()));
        Map<String, String> environment = environment(processors);
        environment.put("THALWEG_CONFIG", file.toString());

        ProcessorConfiguration configuration = ProcessorConfiguration.from(Map.of(), environment);

        assertEquals("metadata.name", configuration.instanceId());
        assertEquals("/var/lib/thalweg", configuration.stateDirectory().toString());
        assertEquals(8787, configuration.http().port());
    }

    @Test
    void secretsReachKafkasClients() throws IOException {
        List<HasMetadata> manifests = Chart.manifests(Chart.template(Chart.values("secured")));
        Path file = folder.resolve("thalweg.properties");
        Files.writeString(file, Chart.properties(manifests, "valley-thalweg"));
        Map<String, String> environment = environment(processors(manifests));
        environment.put("THALWEG_CONFIG", file.toString());

        Map<String, String> kafka =
                ProcessorConfiguration.from(Map.of(), environment).kafka().given();

        assertEquals(
                Map.of(
                        "security.protocol", "SASL_SSL",
                        "sasl.mechanism", "SCRAM-SHA-512",
                        "sasl.jaas.config", "thalweg-processor/sasl.jaas.config",
                        "ssl.truststore.type", "PEM",
                        "ssl.truststore.certificates", "kafka-cluster-ca-cert/ca.crt"),
                kafka);
    }

    @ParameterizedTest
    @MethodSource("io.thalweg.deployment.Chart#valuesFiles")
    void jobsAreCommandsThatThereAre(Path values) {
        for (Job job : ofKind(Job.class, Chart.manifests(Chart.template(values)))) {
            PodSpec pod = job.getSpec().getTemplate().getSpec();
            for (Container container : containers(pod)) {
                ParseResult parsed =
                        Main.commandLine(Map.of()).parseArgs(container.getArgs().toArray(String[]::new));

                assertTrue(parsed.hasSubcommand(), () -> container.getArgs().toString());
            }
        }
    }

    @Test
    void jobsReachTheClusterAsTheProcessorsDo() {
        List<HasMetadata> manifests = Chart.manifests(Chart.template(Chart.values("oauth")));
        Set<String> ofProcessors = new TreeSet<>(
                processors(manifests).getSpec().getTemplate().getSpec().getContainers().get(0).getEnv().stream()
                        .map(EnvVar::getName)
                        .toList());

        for (Job job : ofKind(Job.class, manifests)) {
            List<String> ofJob = containers(job.getSpec().getTemplate().getSpec()).get(0).getEnv().stream()
                    .map(EnvVar::getName)
                    .filter(name -> name.startsWith("THALWEG_KAFKA_"))
                    .toList();
            assertTrue(ofJob.contains("THALWEG_KAFKA_SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL"), ofJob::toString);
            assertTrue(ofJob.contains("THALWEG_KAFKA_SASL_JAAS_CONFIG"), ofJob::toString);
        }
        assertTrue(ofProcessors.contains("THALWEG_KAFKA_SASL_JAAS_CONFIG"), ofProcessors::toString);
    }

    @ParameterizedTest
    @MethodSource("io.thalweg.deployment.Chart#valuesFiles")
    void nothingRunsAsRootOrWritesToItsImage(Path values) {
        for (PodSpec pod : pods(Chart.manifests(Chart.template(values)))) {
            assertTrue(pod.getSecurityContext().getRunAsNonRoot());
            assertEquals(10001, pod.getSecurityContext().getRunAsUser());
            assertEquals(
                    "RuntimeDefault",
                    pod.getSecurityContext().getSeccompProfile().getType());
            assertFalse(pod.getAutomountServiceAccountToken());
            for (Container container : containers(pod)) {
                assertTrue(container.getSecurityContext().getReadOnlyRootFilesystem());
                assertFalse(container.getSecurityContext().getAllowPrivilegeEscalation());
                assertEquals(
                        List.of("ALL"),
                        container.getSecurityContext().getCapabilities().getDrop());
                assertTrue(container.getResources().getLimits().containsKey("memory"));
                Set<String> mounted = new TreeSet<>();
                container.getVolumeMounts().forEach(mount -> mounted.add(mount.getName()));
                Set<String> volumes = new TreeSet<>(Set.of("state"));
                pod.getVolumes().forEach(volume -> volumes.add(volume.getName()));
                assertTrue(volumes.containsAll(mounted), () -> mounted + " of " + volumes);
            }
        }
    }

    @Test
    void probesAskWhatTheServiceAnswers() throws IOException {
        String http = Files.readString(Chart.ROOT.resolve("docs").resolve("http.md"));
        Container container = processors(Chart.manifests(Chart.template(Map.of())))
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0);

        for (Probe probe :
                List.of(container.getStartupProbe(), container.getLivenessProbe(), container.getReadinessProbe())) {
            assertTrue(http.contains("| `" + probe.getHttpGet().getPath() + "` |"));
            assertEquals("http", probe.getHttpGet().getPort().getStrVal());
        }
    }

    @Test
    void selectorsFindTheProcessorsAndOnlyThem() {
        List<HasMetadata> manifests = Chart.manifests(Chart.template(Chart.values("secured")));
        Map<String, String> labels =
                processors(manifests).getSpec().getTemplate().getMetadata().getLabels();

        List<Map<String, String>> selectors = new ArrayList<>();
        ofKind(Service.class, manifests)
                .forEach(service -> selectors.add(service.getSpec().getSelector()));
        ofKind(PodDisruptionBudget.class, manifests)
                .forEach(budget -> selectors.add(budget.getSpec().getSelector().getMatchLabels()));
        ofKind(NetworkPolicy.class, manifests)
                .forEach(policy ->
                        selectors.add(policy.getSpec().getPodSelector().getMatchLabels()));
        processors(manifests)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getTopologySpreadConstraints()
                .forEach(spread -> selectors.add(spread.getLabelSelector().getMatchLabels()));

        assertEquals(6, selectors.size());
        for (Map<String, String> selector : selectors) {
            assertTrue(labels.entrySet().containsAll(selector.entrySet()), selector::toString);
            assertEquals("processor", selector.get("app.kubernetes.io/component"));
        }
    }

    @Test
    void prometheusScrapesPodsThatAreNotReadyToo() {
        List<HasMetadata> manifests = Chart.manifests(Chart.template(Chart.values("secured")));
        Map<String, String> selector = ofKind(ServiceMonitor.class, manifests)
                .get(0)
                .getSpec()
                .getSelector()
                .getMatchLabels();

        List<Service> scraped = ofKind(Service.class, manifests).stream()
                .filter(service -> service.getMetadata().getLabels().entrySet().containsAll(selector.entrySet()))
                .toList();

        assertEquals(1, scraped.size());
        assertTrue(scraped.get(0).getSpec().getPublishNotReadyAddresses());
        assertEquals("None", scraped.get(0).getSpec().getClusterIP());
        assertEquals(
                processors(manifests).getSpec().getServiceName(),
                scraped.get(0).getMetadata().getName());
    }

    @Test
    void prometheusShowsTheTokenThatTheProcessorsAskFor() {
        List<HasMetadata> manifests = Chart.manifests(Chart.template(Map.of(
                "serviceMonitor.enabled", "true",
                "secretConfig.http\\.token.name", "thalweg-http",
                "secretConfig.http\\.token.key", "token")));

        Endpoint endpoint = ofKind(ServiceMonitor.class, manifests)
                .get(0)
                .getSpec()
                .getEndpoints()
                .get(0);

        assertEquals(
                "thalweg-http", endpoint.getAuthorization().getCredentials().getName());
        assertEquals("thalweg-http/token", environment(processors(manifests)).get("THALWEG_HTTP_TOKEN"));
    }

    @Test
    void certificateOfASecretMakesEverythingHttps() {
        List<HasMetadata> manifests = Chart.manifests(Chart.template(Chart.values("secured")));
        PodSpec pod = processors(manifests).getSpec().getTemplate().getSpec();

        String mounted = pod.getContainers().get(0).getVolumeMounts().stream()
                .filter(mount -> mount.getName().equals("tls"))
                .findFirst()
                .orElseThrow()
                .getMountPath();
        String properties = Chart.properties(manifests, "valley-thalweg");

        assertTrue(properties.contains("http.tls.certificate=" + mounted + "/tls.crt\n"), properties);
        assertTrue(properties.contains("http.tls.key=" + mounted + "/tls.key\n"), properties);
        assertEquals(
                "HTTPS",
                pod.getContainers().get(0).getReadinessProbe().getHttpGet().getScheme());
        assertEquals(
                "https",
                ofKind(ServiceMonitor.class, manifests)
                        .get(0)
                        .getSpec()
                        .getEndpoints()
                        .get(0)
                        .getScheme()
                        .toString()
                        .toLowerCase(java.util.Locale.ROOT));
    }

    @Test
    void brokersPortsAreThoseOfTheBootstrapServers() {
        NetworkPolicy policy = Chart.only(
                NetworkPolicy.class, "valley-thalweg", Chart.manifests(Chart.template(Chart.values("secured"))));

        assertEquals(
                9093,
                policy.getSpec().getEgress().get(1).getPorts().get(0).getPort().getIntVal());
        assertEquals(1, policy.getSpec().getEgress().get(1).getPorts().size());
    }

    @Test
    void lagScalesInPlaceOfReplicas() {
        List<HasMetadata> manifests = Chart.manifests(Chart.template(Chart.values("large")));

        assertEquals(null, processors(manifests).getSpec().getReplicas());
        assertTrue(manifests.stream().anyMatch(manifest -> manifest.getKind().equals("ScaledObject")));
    }

    @Test
    void wholeNumbersStayWhole() {
        String properties = Chart.properties(
                Chart.manifests(Chart.template(Map.of("config.live\\.bytes\\.max", "100000000"))), "valley-thalweg");

        assertTrue(properties.contains("live.bytes.max=100000000\n"), properties);
    }

    @Test
    void policiesAreAFileThatTheProcessorReads() {
        List<HasMetadata> manifests = Chart.manifests(Chart.template(Chart.values("large")));

        assertTrue(Chart.properties(manifests, "valley").contains("policies=/etc/thalweg/policies.json"));
        assertTrue(Chart.only(ConfigMap.class, "valley", manifests).getData().containsKey("policies.json"));
    }

    private static StatefulSet processors(List<HasMetadata> manifests) {
        return ofKind(StatefulSet.class, manifests).get(0);
    }

    private static <T> List<T> ofKind(Class<T> kind, List<HasMetadata> manifests) {
        return manifests.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static List<PodSpec> pods(List<HasMetadata> manifests) {
        return Stream.concat(
                        ofKind(StatefulSet.class, manifests).stream()
                                .map(set -> set.getSpec().getTemplate().getSpec()),
                        ofKind(Job.class, manifests).stream()
                                .map(job -> job.getSpec().getTemplate().getSpec()))
                .toList();
    }

    private static List<Container> containers(PodSpec pod) {
        return Stream.concat(pod.getInitContainers().stream(), pod.getContainers().stream())
                .toList();
    }

    /** What the container is given; in place of what only a cluster knows, where it comes from. */
    private static Map<String, String> environment(StatefulSet processors) {
        Map<String, String> environment = new HashMap<>();
        for (EnvVar variable : processors
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0)
                .getEnv()) {
            String value = variable.getValue();
            if (value == null && variable.getValueFrom().getFieldRef() != null) {
                value = variable.getValueFrom().getFieldRef().getFieldPath();
            } else if (value == null) {
                value = variable.getValueFrom().getSecretKeyRef().getName() + "/"
                        + variable.getValueFrom().getSecretKeyRef().getKey();
            }
            environment.put(variable.getName(), value);
        }
        return environment;
    }
}
