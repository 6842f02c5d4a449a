package io.thalweg.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.thalweg.broker.EmbeddedBroker;
import io.thalweg.protocol.ProbeSetId;
import io.thalweg.protocol.RunId;
import io.thalweg.protocol.Topics;
import io.thalweg.protocol.record.JsonFormat;
import io.thalweg.protocol.record.MetricsRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The commands that need a cluster, each test with topics of its own. */
@TestInstance(Lifecycle.PER_CLASS)
class KafkaCommandsIT {
    @SuppressWarnings("NullAway.Init") // JUnit has it set.
    private EmbeddedBroker broker;

    @SuppressWarnings("NullAway.Init") // JUnit has it set.
    private Path folder;

    private Path temporary = Path.of("");

    @BeforeAll
    void startBroker(@TempDir Path directory) {
        broker = EmbeddedBroker.start(directory.resolve("broker"));
    }

    @AfterAll
    void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void writeTrajectories(@TempDir Path directory) throws IOException {
        temporary = directory;
        folder = TrajectoryFiles.folder(directory.resolve("runs"));
    }

    @Test
    void topicsAreCreatedOnce() {
        assertEquals(
                new Topics("once.").all().size(), count(createTopics("once.").out(), " created"));
        assertEquals(
                new Topics("once.").all().size(), count(createTopics("once.").out(), " was there"));
    }

    @Test
    void demoRunsTrainAndPublish() {
        createTopics("demoruns.");

        Invocation done = Invocation.of(
                        "demo-runs",
                        "--bootstrap-server",
                        broker.bootstrapServers(),
                        "--topics-prefix",
                        "demoruns.",
                        "--pace",
                        0)
                .succeeded();

        assertTrue(done.out().matches("attempt \\d+: 8 runs, [1-9]\\d* snapshots sent\\R"), done.out());
    }

    @Test
    void missingTopicsAreMendedByTheCommandThatIsNamed() {
        String problem = publish("absent.", "cnn.s0")
                .failed(1, "topic absent.runs is missing")
                .err();
        String named = problem.substring(problem.indexOf("`thalweg ") + 9, problem.indexOf("`;"));
        List<Object> mending = new ArrayList<>(List.of(named.split(" ")));
        mending.addAll(List.of("--replication", "1", "--bootstrap-server", broker.bootstrapServers()));

        Invocation.of(mending.toArray()).succeeded();

        publish("absent.", "cnn.s0").succeeded();
    }

    @Test
    void messageLimitThatIsTooSmallIsMendedByTheCommandThatIsNamed() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic("small.snapshots", 8, (short) 1)
                            .configs(Map.of("max.message.bytes", "100000"))))
                    .all()
                    .get();
            // A broker may answer before it lists what its controller has created.
            while (!admin.listTopics().names().get().contains("small.snapshots")) {
                Thread.sleep(20);
            }
        }
        publish("small.", "cnn.s0")
                .failed(
                        1,
                        "topic small.snapshots takes messages of at most 100000 bytes, expected at least 1000000",
                        "`thalweg topics create --topics-prefix small. --partitions 8`");

        createTopics("small.");

        publish("small.", "cnn.s0").succeeded();
    }

    @Test
    void watchPrintsMetricsRecords() throws Exception {
        createTopics("watched.");
        MetricsRecord record = MetricsRecord.builder()
                .run(new RunId("resnet.s0"))
                .step(7)
                .probeSet(new ProbeSetId("sha256:" + "ab".repeat(32)))
                .manifold("sha256:" + "cd".repeat(32))
                .publishedAt(Instant.now())
                .samples(600)
                .classes(10)
                .progress(0.5)
                .build();
        Map<String, Object> properties = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer())) {
            byte[] json = JsonFormat.metrics().write(record);
            producer.send(new ProducerRecord<>(new Topics("watched.").metrics(), "resnet.s0", json))
                    .get();
        }

        Invocation watched = onCluster("watched.", "watch", "--once", "--json").succeeded();
        Invocation table = onCluster("watched.", "watch", "--once").succeeded();

        assertEquals(
                "resnet.s0 7 0.5",
                "%s %d %s"
                        .formatted(
                                watched.json().get("run").asText(),
                                watched.json().get("step").asInt(),
                                watched.json().get("progress")));
        assertTrue(table.out().contains("resnet.s0"), table.out());
    }

    @Test
    void manifoldIsPublished() {
        createTopics("manifold.");
        Path file = temporary.resolve("m.safetensors");
        Invocation built = Invocation.of("reference", "build", "--trajectories", folder, "--out", file, "--json")
                .succeeded();

        Invocation published =
                onCluster("manifold.", "reference", "publish", file).succeeded();

        assertTrue(published.out().startsWith(built.json().get("manifold").asText()), published.out());
    }

    @Test
    void recordedRunsBuildTheManifoldOfTheirFolder() throws IOException {
        createTopics("replayed.");
        for (String run : List.of("cnn.s0", "cnn.s1", "mlp.s0", "mlp.s1")) {
            publish("replayed.", run).succeeded();
        }
        Path recorded = temporary.resolve("recorded");
        JsonNode summary = onCluster(
                        "replayed.",
                        "reference",
                        "record",
                        "--labels",
                        folder.resolve("labels.npy"),
                        "--out",
                        recorded,
                        "--json")
                .succeeded()
                .json();
        Path fromTopics = temporary.resolve("topics.safetensors");
        onCluster("replayed.", "reference", "build", "--labels", folder.resolve("labels.npy"), "--out", fromTopics)
                .succeeded();

        assertEquals(4, summary.get("runs").size());
        assertEquals("normal", summary.at("/runs/0/kind").asText());
        assertEquals(5, summary.at("/runs/0/checkpoints").asInt());
        assertSameFigures(distances(build(folder)), distances(build(recorded)));
        assertSameFigures(distances(build(folder)), distances(fromTopics));
    }

    @Test
    void recordingDoesNotTouchAFolderThatHoldsSomething() {
        onCluster("any.", "reference", "record", "--labels", folder.resolve("labels.npy"), "--out", folder)
                .failed(1, "runs exists already: expected a new or empty folder");
    }

    @Test
    void nothingToRecordSaysWhatWasThere() throws IOException {
        createTopics("other.");
        publish("other.", "cnn.s0").succeeded();
        Path labels = temporary.resolve("others.npy");
        TrajectoryFiles.labels(labels, 9);

        onCluster("other.", "reference", "record", "--labels", labels, "--out", temporary.resolve("none"))
                .failed(
                        1,
                        "no complete snapshot of a probe set of these 9 labels was found: ",
                        "5 chunks left out: of another probe set, sha256:");

        try (Stream<Path> files = Files.list(temporary)) {
            assertEquals(2, files.count(), "nothing was left behind");
        }
    }

    @Test
    void recordingWithoutTopicsNamesTheCommand() {
        onCluster(
                        "nowhere.",
                        "reference",
                        "record",
                        "--labels",
                        folder.resolve("labels.npy"),
                        "--out",
                        temporary.resolve("r"))
                .failed(1, "there is no topic nowhere.runs: create it with `thalweg topics create`");
    }

    @Test
    void runIdThatIsNoneIsWrongUsage() {
        createTopics("named.");

        onCluster(
                        "named.",
                        "publish",
                        "--predictions",
                        folder.resolve("cnn.s0.npy"),
                        "--labels",
                        folder.resolve("labels.npy"),
                        "--run",
                        "with spaces")
                .failed(2, "with spaces");
    }

    @Test
    void secondDemoOnAFolderIsToldWhoHasItAndTheFirstGoesOn() throws Exception {
        Path data = Files.createDirectories(temporary.resolve("demo"));
        Files.writeString(data.resolve("thalweg-demo"), "1");
        try (EmbeddedBroker first = EmbeddedBroker.start(data.resolve("kafka"))) {
            String owner = Long.toString(ProcessHandle.current().pid());

            Invocation.of("demo", "--data", data, "--http-port", 0).failed(1, "kafka", owner);
            Invocation.of("demo", "--data", data, "--http-port", 0, "--fresh").failed(1, "kafka", owner);

            try (Admin admin = Admin.create(Map.of("bootstrap.servers", first.bootstrapServers()))) {
                assertEquals(1, admin.describeCluster().nodes().get().size());
            }
        }
    }

    private Path build(Path trajectories) {
        Path file = temporary.resolve(trajectories.getFileName() + ".safetensors");
        Invocation.of("reference", "build", "--trajectories", trajectories, "--out", file)
                .succeeded();
        return file;
    }

    /** Of every snapshot of one run, with its coordinates' place taken by its progress. */
    private List<Double> distances(Path manifold) {
        List<Double> figures = new ArrayList<>();
        for (JsonNode line : Invocation.of(
                        "project",
                        "--manifold",
                        manifold,
                        "--predictions",
                        folder.resolve("cnn.s0.npy"),
                        "--labels",
                        folder.resolve("labels.npy"),
                        "--distances",
                        "--json")
                .succeeded()
                .jsonLines()) {
            figures.add(line.get("progress").asDouble());
            line.get("distances").forEach(distance -> figures.add(distance.asDouble()));
        }
        return figures;
    }

    private static void assertSameFigures(List<Double> expected, List<Double> actual) {
        assertEquals(expected.size(), actual.size());
        for (int i = 0; i < expected.size(); i++) {
            // Twice what float16 amplitudes on one side cost real runs; these are small ones.
            assertEquals(expected.get(i), actual.get(i), 2e-4);
        }
    }

    private Invocation createTopics(String prefix) {
        return onCluster(prefix, "topics", "create", "--replication", 1).succeeded();
    }

    private Invocation publish(String prefix, String run) {
        return onCluster(
                prefix,
                "publish",
                "--predictions",
                folder.resolve(run + ".npy"),
                "--labels",
                folder.resolve("labels.npy"));
    }

    private Invocation onCluster(String prefix, Object... command) {
        Stream<Object> cluster = Stream.of("--bootstrap-server", broker.bootstrapServers(), "--topics-prefix", prefix);
        return Invocation.of(Stream.concat(Stream.of(command), cluster).toArray());
    }

    private static long count(String text, String phrase) {
        return text.lines().filter(line -> line.endsWith(phrase)).count();
    }
}
