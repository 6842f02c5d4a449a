package io.thalweg.processor.configuration;

import io.thalweg.geometry.LandmarkPrecision;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Every key with its type, default and meaning: the one place. */
final class Settings {
    private static final Duration MILLISECOND = Duration.ofMillis(1);
    private static final Duration YEAR = Duration.ofDays(365);

    static final Setting<String> BOOTSTRAP_SERVERS = new Setting<>(
            "bootstrap.servers",
            ValueType.matching(
                    Pattern.compile("[^\\s,:/]+:\\d{1,5}(,[^\\s,:/]+:\\d{1,5})*|\\[[0-9a-fA-F:.]+\\]:\\d{1,5}"),
                    "host:port, several separated by commas"),
            "localhost:9092",
            "Where the Kafka cluster is.");
    static final Setting<String> TOPICS_PREFIX = new Setting<>(
            "topics.prefix",
            ValueType.matching(
                    Pattern.compile("[A-Za-z0-9._-]{0,200}"), "at most 200 of the characters A-Z a-z 0-9 . _ -"),
            "thalweg.",
            "What the names of all topics begin with.");
    static final Setting<String> APPLICATION_ID = new Setting<>(
            "application.id",
            name(100),
            "thalweg",
            "The consumer group and the prefix of internal topics and transactions; the same for every replica.");
    static final Setting<String> INSTANCE_ID = new Setting<>(
            "instance.id",
            name(100),
            HostName.local(),
            "This replica's name (group.instance.id and client.id); must differ between replicas and stay the same over"
                    + " restarts, so that a restart costs no rebalance. The default is the host's name.");
    static final Setting<Path> STATE_DIR = new Setting<>(
            "state.dir",
            ValueType.path(),
            "thalweg-state",
            "Where state stores and cached manifolds are; used by one processor at a time.");
    static final Setting<String> HTTP_HOST = new Setting<>(
            "http.host",
            ValueType.matching(Pattern.compile("[A-Za-z0-9.:_%-]{1,255}"), "a host name or an address"),
            "127.0.0.1",
            "The address that HTTP listens on; 0.0.0.0 for all.");
    static final Setting<Integer> HTTP_PORT = new Setting<>(
            "http.port", ValueType.integer(0, 65_535), "8787", "The port that HTTP listens on; 0 for a free one.");
    static final Setting<List<AccessToken>> HTTP_TOKEN = new Setting<>(
            "http.token",
            ValueType.tokenOrNone(),
            "",
            "What HTTP asks for (Authorization: Bearer ...), for everything but health; never printed. Not as a flag, which"
                    + " other users of the machine can read.");
    static final Setting<List<Path>> HTTP_TOKEN_FILE = new Setting<>(
            "http.token.file",
            ValueType.pathOrNone(),
            "",
            "A file with http.token, read at the start; one of the two.");
    static final Setting<List<Path>> HTTP_TLS_CERTIFICATE = new Setting<>(
            "http.tls.certificate",
            ValueType.pathOrNone(),
            "",
            "Makes HTTP HTTPS: a PEM file with the certificate and those that lead to its authority; with http.tls.key.");
    static final Setting<List<Path>> HTTP_TLS_KEY = new Setting<>(
            "http.tls.key",
            ValueType.pathOrNone(),
            "",
            "The certificate's private key: a PEM file in PKCS #8 without a password.");
    static final Setting<Double> ALPHA = new Setting<>(
            "alpha",
            ValueType.above(0, 1, false),
            "0.05",
            "The share of healthy runs that may raise a false alarm of any kind in their whole life; the joint threshold"
                    + " of all detectors follows from it.");
    static final Setting<Integer> ALARMS_RAISE_AFTER = new Setting<>(
            "alarms.raise.after",
            ValueType.integer(1, 1000),
            "1",
            "How many snapshots in a row must pass the threshold to raise an alarm. The calibration counts every single"
                    + " one: more delay alarms and make false ones rarer than alpha.");
    static final Setting<Integer> ALARMS_CLEAR_AFTER = new Setting<>(
            "alarms.clear.after",
            ValueType.integer(1, 1000),
            "2",
            "How many snapshots in a row must stay under the threshold to clear an alarm.");
    static final Setting<Duration> SILENT_AFTER = new Setting<>(
            "silent.after",
            ValueType.duration(MILLISECOND, YEAR),
            "10m",
            "A run that has not ended and sends nothing for so long raises SILENT.");
    static final Setting<Duration> FORGET_AFTER = new Setting<>(
            "forget.after",
            ValueType.duration(MILLISECOND, YEAR),
            "24h",
            "A run that sends nothing for so long is forgotten; longer than silent.after.");
    static final Setting<Duration> INCOMPLETE_AFTER = new Setting<>(
            "incomplete.after",
            ValueType.duration(MILLISECOND, YEAR),
            "30s",
            "A snapshot whose chunks stop coming for so long is measured on what there is, or given up.");
    static final Setting<Double> COVERAGE_SHARE = new Setting<>(
            "coverage.share",
            ValueType.above(0, 1, true),
            "0.5",
            "The share of a snapshot's samples below which an incomplete one is given up.");
    static final Setting<Integer> COMMIT_INTERVAL = new Setting<>(
            "commit.interval.ms",
            ValueType.integer(1, 5000),
            "100",
            "How often transactions are committed: the latency of metrics under exactly-once. "
                    + "While nothing waits to be measured, after half of it.");
    static final Setting<Integer> THREADS =
            new Setting<>("threads", ValueType.integer(1, 64), "1", "Stream threads; more than partitions are idle.");
    static final Setting<Boolean> KERNEL = new Setting<>(
            "kernel",
            ValueType.choice(Map.of("fastest", true, "plain", false)),
            "fastest",
            "The loops that compute distances: the fastest that run on this JVM, or plain Java.");
    static final Setting<LandmarkPrecision> LANDMARKS_PRECISION = new Setting<>(
            "landmarks.precision",
            ValueType.choice(Map.of("16bit", LandmarkPrecision.SIXTEEN_BIT, "float32", LandmarkPrecision.FLOAT32)),
            "16bit",
            "How landmarks are kept in memory: 16 bits take half the memory and time and move a distance by 2e-5 nats at"
                    + " most, less than the predictions' own encoding does. The plain kernel knows float32 only.");
    static final Setting<Integer> KERNEL_THREADS = new Setting<>(
            "kernel.threads",
            ValueType.integer(1, 64),
            "1",
            "Threads that one chunk is divided among, whatever the number of stream threads.");
    static final Setting<Integer> RUNS_MAX = new Setting<>(
            "runs.max",
            ValueType.integer(1, 10_000_000),
            "1000",
            "Runs followed at once on each partition; further ones are rejected as TOO_MANY_RUNS.");
    static final Setting<Integer> PRODUCER_RUNS_MAX = new Setting<>(
            "producer.runs.max",
            ValueType.integer(0, 10_000_000),
            "0",
            "Runs of one producer that may go on at once on each partition; further ones are rejected as PRODUCER_RUNS. A producer"
                    + " is what run ids name before their first dot. 0 for any number.");
    static final Setting<Integer> PRODUCER_BYTES_MAX = new Setting<>(
            "producer.bytes.per.second.max",
            ValueType.integer(0, Integer.MAX_VALUE),
            "0",
            "Bytes a second of one producer's chunks on each partition, ten seconds' worth at once; what exceeds it is rejected"
                    + " as PRODUCER_RATE. 0 for any number.");
    static final Setting<Integer> METRICS_RUNS_MAX = new Setting<>(
            "metrics.runs.max",
            ValueType.integer(0, 1_000_000),
            "1000",
            "Runs exported to Prometheus by this replica; the rest is counted in thalweg_runs_hidden.");
    static final Setting<List<Path>> MANIFOLDS = new Setting<>(
            "manifolds", ValueType.paths(), "", "Manifold files to load besides those on the manifolds topic.");
    static final Setting<List<Path>> POLICIES = new Setting<>(
            "policies",
            ValueType.pathOrNone(),
            "",
            "The file of policies; read again when it changes. Policies of the topic win over it.");
    static final Setting<Duration> STARTUP_TIMEOUT = new Setting<>(
            "startup.timeout",
            ValueType.duration(MILLISECOND, YEAR),
            "60s",
            "Give up on a cluster that cannot be reached for so long at the start.");
    static final Setting<Duration> LIVE_LOOK_BACK = new Setting<>(
            "live.look.back",
            ValueType.duration(Duration.ZERO, YEAR),
            "24h",
            "How far back the live view reads metrics and decisions when it starts.");
    static final Setting<Integer> LIVE_RUNS_MAX = new Setting<>(
            "live.runs.max",
            ValueType.integer(1, 100_000),
            "2000",
            "Runs kept in the live view; the least recently heard of are forgotten first.");
    static final Setting<Integer> LIVE_HISTORY_MAX = new Setting<>(
            "live.history.max",
            ValueType.integer(2, 100_000),
            "512",
            "Metrics records kept for each run of the live view; a longer history is thinned evenly.");
    static final Setting<Integer> LIVE_BYTES_MAX = new Setting<>(
            "live.bytes.max",
            ValueType.integer(1_000_000, Integer.MAX_VALUE),
            "50000000",
            "Size of all records in the live view; beyond it the longest paths are thinned, then whole runs forgotten.");
    static final Setting<Integer> HTTP_CLIENTS_MAX = new Setting<>(
            "http.event.clients.max",
            ValueType.integer(1, 10_000),
            "100",
            "Clients of /api/events at once; further ones are told to come back.");

    private static final List<Setting<?>> ALL = List.of(
            BOOTSTRAP_SERVERS,
            TOPICS_PREFIX,
            APPLICATION_ID,
            INSTANCE_ID,
            STATE_DIR,
            MANIFOLDS,
            POLICIES,
            STARTUP_TIMEOUT,
            THREADS,
            COMMIT_INTERVAL,
            ALPHA,
            ALARMS_RAISE_AFTER,
            ALARMS_CLEAR_AFTER,
            SILENT_AFTER,
            FORGET_AFTER,
            INCOMPLETE_AFTER,
            COVERAGE_SHARE,
            KERNEL,
            LANDMARKS_PRECISION,
            KERNEL_THREADS,
            RUNS_MAX,
            PRODUCER_RUNS_MAX,
            PRODUCER_BYTES_MAX,
            METRICS_RUNS_MAX,
            HTTP_HOST,
            HTTP_PORT,
            HTTP_TOKEN,
            HTTP_TOKEN_FILE,
            HTTP_TLS_CERTIFICATE,
            HTTP_TLS_KEY,
            HTTP_CLIENTS_MAX,
            LIVE_LOOK_BACK,
            LIVE_RUNS_MAX,
            LIVE_HISTORY_MAX,
            LIVE_BYTES_MAX);

    private Settings() {}

    /** All of them, in the order of the documentation. */
    static List<Setting<?>> all() {
        return ALL;
    }

    static Map<String, Setting<?>> byKey() {
        Map<String, Setting<?>> settings = new TreeMap<>();
        ALL.forEach(setting -> settings.put(setting.key(), setting));
        return settings;
    }

    private static ValueType<String> name(int longest) {
        return ValueType.matching(
                Pattern.compile("[A-Za-z0-9._-]{1," + longest + "}"),
                "1 to " + longest + " of the characters A-Z a-z 0-9 . _ -");
    }
}
