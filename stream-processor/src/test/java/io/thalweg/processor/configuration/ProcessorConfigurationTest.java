package io.thalweg.processor.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessorConfigurationTest {
    @TempDir
    Path folder;

    @Test
    void nothingGivenMeansTheDefaults() {
        ProcessorConfiguration configuration = ProcessorConfiguration.from(Map.of(), Map.of());

        assertEquals("localhost:9092", configuration.bootstrapServers());
        assertEquals(8787, configuration.http().port());
        assertEquals("127.0.0.1", configuration.http().host());
        assertEquals(Duration.ofMillis(100), configuration.commitInterval());
        assertEquals(1000, configuration.exportedRuns());
        assertTrue(configuration.stateDirectory().isAbsolute());
    }

    @Test
    void flagWinsOverEnvironmentOverFile() throws IOException {
        Path file = Files.writeString(folder.resolve("t.properties"), "http.port=1\nthreads=2\nalpha=0.1\n");

        ProcessorConfiguration configuration = ProcessorConfiguration.from(
                Map.of("config", file.toString(), "http.port", "3"),
                Map.of("THALWEG_HTTP_PORT", "2", "THALWEG_THREADS", "4"));

        assertEquals(3, configuration.http().port());
        assertEquals(4, configuration.threads());
        assertEquals(0.1, configuration.tracking().alpha());
    }

    @Test
    void everyProblemIsReportedAtOnce() {
        Map<String, String> flags = Map.of(
                "http.prot", "80", "alpha", "1.5", "silent.after", "soon", "threads", "x", "kafka.group.id", "mine");

        List<String> problems = problems(flags, Map.of());

        assertEquals(5, problems.size());
        assertTrue(problems.contains("http.prot = \"80\" (flag): unknown key; did you mean http.port?"));
        assertTrue(problems.toString().contains("alpha = \"1.5\" (flag): expected a number above 0.0 and below 1.0"));
        assertTrue(problems.toString().contains("silent.after = \"soon\" (flag): expected a duration such as 500ms"));
        assertTrue(problems.contains("kafka.group.id (flag): not passed through; set application.id"));
    }

    @ParameterizedTest
    @CsvSource({
        "http.port, 65536",
        "http.port, -1",
        "http.port, 80.5",
        "alpha, 0",
        "alpha, 1",
        "alpha, NaN",
        "coverage.share, 0",
        "coverage.share, 1.01",
        "commit.interval.ms, 0",
        "silent.after, 5",
        "silent.after, -5s",
        "silent.after, 0s",
        "bootstrap.servers, kafka",
        "bootstrap.servers, 'a:1,,b:2'",
        "topics.prefix, a b",
        "instance.id, <script>",
        "runs.max, 0",
        "startup.timeout, 1 minute",
        "state.dir, ' '"
    })
    void valueThatCannotBeUsedIsNamedWithItsExpectation(String key, String text) {
        List<String> problems = problems(Map.of(key, text), Map.of());

        assertEquals(1, problems.size());
        assertTrue(problems.get(0).startsWith(key + " = \"" + text + "\" (flag): expected "), problems.get(0));
    }

    @Test
    void runIsNotForgottenBeforeItIsSilent() {
        List<String> problems = problems(Map.of("silent.after", "2h", "forget.after", "60m"), Map.of());

        assertEquals(List.of("forget.after = \"1h\": expected longer than silent.after, which is 2h"), problems);
    }

    @Test
    void unknownVariableIsAProblem() {
        List<String> problems = problems(Map.of(), Map.of("THALWEG_ALHPA", "0.1", "PATH", "/bin"));

        assertEquals(1, problems.size());
        assertTrue(problems.get(0).contains("environment variable THALWEG_ALHPA"), problems.get(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "THALWEG_SERVICE_HOST",
                "THALWEG_PORT",
                "THALWEG_PORT_8787_TCP_ADDR",
                "THALWEG_SERVICE_PORT_HTTP",
                "THALWEG_METRICS_SERVICE_HOST",
                "THALWEG_JAVA",
                "THALWEG_HEAP"
            })
    void variablesOfKubernetesAndTheLauncherAreNotOurs(String variable) {
        ProcessorConfiguration configuration =
                ProcessorConfiguration.from(Map.of(), Map.of(variable, "tcp://10.0.0.1:1"));

        assertEquals(ProcessorConfiguration.from(Map.of(), Map.of()), configuration);
    }

    @Test
    void kafkaPropertiesReachTheirClient() {
        ProcessorConfiguration configuration = ProcessorConfiguration.from(
                Map.of("kafka.consumer.fetch.min.bytes", "7", "kafka.streams.num.standby.replicas", "1"),
                Map.of("THALWEG_KAFKA_SECURITY_PROTOCOL", "SSL"));

        assertEquals(
                Map.of("security.protocol", "SSL", "fetch.min.bytes", "7"),
                configuration.kafka().consumer());
        assertEquals(Map.of("security.protocol", "SSL"), configuration.kafka().admin());
        assertEquals(
                Map.of("security.protocol", "SSL", "consumer.fetch.min.bytes", "7", "num.standby.replicas", "1"),
                configuration.kafka().streams());
    }

    @Test
    void kafkaPropertiesAreNeverPrintedWithTheirValues() {
        ProcessorConfiguration configuration =
                ProcessorConfiguration.from(Map.of("kafka.sasl.jaas.config", "password=hush"), Map.of());

        String text = configuration.toString();

        assertTrue(text.contains("sasl.jaas.config"));
        assertFalse(text.contains("hush"));
    }

    @Test
    void tokenComesFromAFileAsWell() throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "a-token-of-some-length\n");

        ProcessorConfiguration configuration =
                ProcessorConfiguration.from(Map.of("http.token.file", file.toString()), Map.of());

        assertTrue(configuration.http().access().token().orElseThrow().matches("a-token-of-some-length"));
        assertFalse(configuration.toString().contains("a-token"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http.token", "http.tokens", "http.tokn", "http.token."})
    void tokenThatCannotBeUsedIsNotPrinted(String key) {
        List<String> problems = problems(Map.of(key, "hush hush hush hush hush"), Map.of());

        assertEquals(1, problems.size());
        assertTrue(problems.get(0).startsWith(key + " (flag): "), problems.get(0));
        assertFalse(problems.get(0).contains("hush"));
    }

    @Test
    void fileWithoutTokenIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("short"), "hush");

        List<String> problems = problems(Map.of("http.token.file", file.toString()), Map.of());

        assertEquals(
                List.of("http.token.file = \"" + file + "\": the file's text is no token; expected "
                        + AccessToken.EXPECTATION),
                problems);
    }

    @Test
    void oneTokenAndBothFilesOfTls() {
        Map<String, String> flags =
                Map.of("http.token", "a-token-of-some-length", "http.token.file", "nowhere", "http.tls.key", "key.pem");

        List<String> problems = problems(flags, Map.of());

        assertEquals(
                List.of(
                        "http.token and http.token.file: expected one of them",
                        "http.tls.certificate and http.tls.key: expected both or none"),
                problems);
    }

    @Test
    void missingFileIsAProblem() {
        List<String> problems = problems(Map.of("config", "nowhere.properties"), Map.of());

        assertEquals(List.of("config = \"nowhere.properties\": no such file; expected a properties file"), problems);
    }

    @ParameterizedTest
    @CsvSource({"500ms,500", "30s,30000", "5m,300000", "24h,86400000", "7d,604800000"})
    void durationsAreANumberAndAUnit(String text, long millis) {
        Duration duration = ValueType.duration(text).orElseThrow();

        assertEquals(Duration.ofMillis(millis), duration);
    }

    @Test
    void everyDefaultIsAcceptable() {
        for (Setting<?> setting : Settings.all()) {
            assertTrue(setting.type().parser().apply(setting.standard()).isPresent(), setting.key());
        }
    }

    private static List<String> problems(Map<String, String> flags, Map<String, String> environment) {
        return assertThrows(ConfigurationException.class, () -> ProcessorConfiguration.from(flags, environment))
                .problems();
    }

    @Test
    void programsBesideTheProcessorReachTheClusterByTheSameVariables() {
        KafkaProperties properties = KafkaProperties.of(Map.of(
                "THALWEG_KAFKA_SASL_MECHANISM", "SCRAM-SHA-512",
                "THALWEG_KAFKA_CONSUMER_FETCH_MIN_BYTES", "1",
                "THALWEG_KAFKA_CLIENT_ID", "refused",
                "THALWEG_KAFKA_LOG", "WARN",
                "THALWEG_ALPHA", "0.01"));

        assertEquals(Map.of("sasl.mechanism", "SCRAM-SHA-512"), properties.everyClient());
    }
}
