package io.thalweg.protocol;

import static io.thalweg.protocol.ClusterAnswer.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.utils.Utils;

/**
 * How the topics are laid out on a cluster.
 *
 * @param topics their names
 * @param partitions of runs, snapshots, metrics and decisions alike, so that one run's records share a partition number;
 *     manifolds, policies and dead letters have one
 * @param replication copies of each partition; -1 for the broker's default
 * @param snapshotRetention how long chunks are kept: as long as a reference may be built from them
 * @param recordRetention how long metrics, decisions and dead letters are kept; runs, manifolds and policies are compacted
 */
public record TopicLayout(
        Topics topics, int partitions, short replication, Duration snapshotRetention, Duration recordRetention) {
    public static final int DEFAULT_PARTITIONS = 8;
    /** What a topic must take: the largest chunk that any client may send, with the overhead of its batch. */
    public static final int REQUIRED_MESSAGE_BYTES = 1_000_000;

    static final String MESSAGE_LIMIT = TopicConfig.MAX_MESSAGE_BYTES_CONFIG;
    private static final Duration LISTING_PATIENCE = Duration.ofSeconds(15);
    private static final Duration LISTING_PAUSE = Duration.ofMillis(20);
    /** Kafka's own default, 1 MiB with the overhead of a batch. */
    private static final int DEFAULT_MESSAGE_BYTES = 1_048_588;

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException when a number or a duration is out of range
     */
    public TopicLayout {
        Expect.that(partitions >= 1, "partitions", partitions, "at least 1");
        Expect.that(replication >= 1 || replication == -1, "replication", replication, "at least 1, or -1");
        Expect.that(snapshotRetention.toMillis() > 0, "snapshot retention", snapshotRetention, "more than 0");
        Expect.that(recordRetention.toMillis() > 0, "record retention", recordRetention, "more than 0");
    }

    /** 8 partitions, the broker's replication, snapshots for a day, everything else for 14 days. */
    public static TopicLayout standard(Topics topics) {
        return new TopicLayout(topics, DEFAULT_PARTITIONS, (short) -1, Duration.ofDays(1), Duration.ofDays(14));
    }

    public TopicLayout withPartitions(int count) {
        return new TopicLayout(topics, count, replication, snapshotRetention, recordRetention);
    }

    public TopicLayout withReplication(int copies) {
        return new TopicLayout(topics, partitions, (short) copies, snapshotRetention, recordRetention);
    }

    public TopicLayout withSnapshotRetention(Duration retention) {
        return new TopicLayout(topics, partitions, replication, retention, recordRetention);
    }

    /**
     * Creates the topics that are missing, raises message limits that a chunk would pass, and leaves all else as it is: calling
     * it again changes nothing.
     *
     * @return the names of those created
     * @throws KafkaException when the cluster refuses or cannot be reached
     */
    public List<String> create(Admin admin) {
        TopicProblems problems = new TopicProblems(this, admin);
        raiseLimits(admin, problems.tooSmallLimits());
        List<NewTopic> missing = all().stream()
                .filter(topic -> !problems.existing().contains(topic.name()))
                .toList();
        List<String> created = new ArrayList<>();
        admin.createTopics(missing).values().forEach((name, done) -> {
            try {
                await("creating topic " + name, done::get);
                created.add(name);
            } catch (KafkaException e) {
                // Another process may have created it in between, which is just as well.
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        });
        awaitListed(admin, created);
        return created.stream().sorted().toList();
    }

    /** A broker may answer before it lists what its controller has created; whoever comes next should find it. */
    private static void awaitListed(Admin admin, List<String> created) {
        long deadline = System.nanoTime() + LISTING_PATIENCE.toNanos();
        while (!await("listing topics", admin.listTopics().names()::get).containsAll(created)) {
            if (System.nanoTime() > deadline) {
                throw new KafkaException("topics " + created + " were created but are not listed after "
                        + LISTING_PATIENCE.toSeconds() + " s");
            }
            Utils.sleep(LISTING_PAUSE.toMillis());
        }
    }

    /**
     * What keeps Thalweg from working on this cluster: one sentence each, with the command that mends it.
     *
     * @throws KafkaException when the cluster cannot be reached
     */
    public List<String> problems(Admin admin) {
        return new TopicProblems(this, admin).all();
    }

    List<String> keyedByRun() {
        return List.of(topics.runs(), topics.snapshots(), topics.metrics(), topics.decisions());
    }

    List<String> writtenByTrainers() {
        return List.of(topics.runs(), topics.snapshots());
    }

    List<String> carryingChunks() {
        return List.of(topics.snapshots(), topics.manifolds(), topics.deadLetters());
    }

    private List<NewTopic> all() {
        return List.of(
                topic(topics.runs(), partitions, compacted()),
                topic(topics.snapshots(), partitions, kept(snapshotRetention)),
                topic(topics.metrics(), partitions, kept(recordRetention)),
                topic(topics.decisions(), partitions, kept(recordRetention)),
                topic(topics.manifolds(), 1, compacted()),
                topic(topics.policies(), 1, compacted()),
                topic(topics.deadLetters(), 1, kept(recordRetention)));
    }

    private NewTopic topic(String name, int count, Map<String, String> cleanup) {
        Map<String, String> config = new HashMap<>(cleanup);
        if (writtenByTrainers().contains(name)) {
            // By the broker's clock: it refuses a record whose own time is an hour ahead, so that a trainer with a
            // wrong clock
            // would be heard by nobody. What the trainer's clock said is in the record.
            config.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
        }
        if (carryingChunks().contains(name)) {
            // Stated, because a cluster's own default may have been lowered.
            config.put(MESSAGE_LIMIT, Integer.toString(DEFAULT_MESSAGE_BYTES));
        }
        return new NewTopic(name, count, replication).configs(config);
    }

    private static Map<String, String> compacted() {
        return Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
    }

    private static Map<String, String> kept(Duration retention) {
        return Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.RETENTION_MS_CONFIG,
                Long.toString(retention.toMillis()));
    }

    private static void raiseLimits(Admin admin, Map<String, Integer> tooSmall) {
        ConfigEntry limit = new ConfigEntry(MESSAGE_LIMIT, Integer.toString(DEFAULT_MESSAGE_BYTES));
        tooSmall.keySet()
                .forEach(topic -> await(
                        "raising the message limit of topic " + topic,
                        admin.incrementalAlterConfigs(Map.of(
                                        new ConfigResource(ConfigResource.Type.TOPIC, topic),
                                        List.of(new AlterConfigOp(limit, AlterConfigOp.OpType.SET))))
                                .all()::get));
    }
}
