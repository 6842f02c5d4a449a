package io.thalweg.protocol;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * How the topics are laid out on a cluster.
 *
 * @param topics their names
 * @param partitions of runs, snapshots, metrics and decisions alike, so that one run's records share a partition number
 * @param replication copies of each partition; -1 for the broker's default
 * @param snapshotRetention how long chunks are kept: as long as a reference may be built from them
 * @param recordRetention how long metrics, decisions and dead letters are kept
 */
public record TopicLayout(
        Topics topics, int partitions, short replication, Duration snapshotRetention, Duration recordRetention) {
    public static final int DEFAULT_PARTITIONS = 8;
    /** What a topic must take: a full chunk with the overhead of its batch. */
    public static final int REQUIRED_MESSAGE_BYTES = 1_000_000;

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

    /**
     * Creates the topics that are missing and leaves the others as they are.
     *
     * @return the names of those created
     * @throws KafkaException when the cluster refuses or cannot be reached
     */
    public List<String> create(Admin admin) {
        Map<String, NewTopic> wanted = new TreeMap<>();
        newTopics().forEach(topic -> wanted.put(topic.name(), topic));
        wanted.keySet().removeAll(existing(admin));
        List<String> created = new ArrayList<>();
        admin.createTopics(wanted.values()).values().forEach((name, done) -> {
            try {
                done.get();
                created.add(name);
            } catch (ExecutionException e) {
                // Another process may have created it in between, which is just as well.
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw failure("creating topic " + name, e);
                }
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        });
        return List.copyOf(created);
    }

    /**
     * What keeps Thalweg from working on this cluster: one sentence each, with the command that mends it.
     *
     * @throws KafkaException when the cluster cannot be reached
     */
    public List<String> problems(Admin admin) {
        Set<String> existing = existing(admin);
        List<String> problems = new ArrayList<>();
        for (String name : topics.all()) {
            if (!existing.contains(name)) {
                problems.add("topic " + name + " is missing: create it with \"" + createCommand() + "\"");
            }
        }
        Set<String> present = new TreeSet<>(topics.all());
        present.retainAll(existing);
        problems.addAll(partitionProblems(admin, present));
        problems.addAll(messageProblems(admin, present));
        return List.copyOf(problems);
    }

    private List<String> partitionProblems(Admin admin, Set<String> present) {
        Map<String, Integer> counts = new TreeMap<>();
        Set<String> keyed = new TreeSet<>(keyedByRun());
        keyed.retainAll(present);
        Map<String, TopicDescription> descriptions =
                await("describing topics", admin.describeTopics(keyed).allTopicNames()::get);
        descriptions.forEach(
                (name, topic) -> counts.put(name, topic.partitions().size()));
        if (Set.copyOf(counts.values()).size() <= 1) {
            return List.of();
        }
        return List.of("topics keyed by run differ in their number of partitions " + counts
                + ": delete the odd ones and create them anew with \"" + createCommand() + "\"");
    }

    private List<String> messageProblems(Admin admin, Set<String> present) {
        List<ConfigResource> resources = present.stream()
                .filter(name -> name.equals(topics.snapshots())
                        || name.equals(topics.manifolds())
                        || name.equals(topics.deadLetters()))
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
        Map<ConfigResource, Config> configs = await(
                "describing topic configuration",
                admin.describeConfigs(resources).all()::get);
        List<String> problems = new ArrayList<>();
        for (ConfigResource resource : resources) {
            Config config = configs.get(resource);
            ConfigEntry limit = config == null ? null : config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
            if (limit != null && limit.value() != null && Integer.parseInt(limit.value()) < REQUIRED_MESSAGE_BYTES) {
                problems.add("topic " + resource.name() + " takes messages of " + limit.value()
                        + " bytes, Thalweg needs " + REQUIRED_MESSAGE_BYTES
                        + ": raise it with \"kafka-configs --alter --entity-type topics --entity-name "
                        + resource.name()
                        + " --add-config max.message.bytes=1048588\"");
            }
        }
        return problems;
    }

    private Set<String> existing(Admin admin) {
        return await("listing topics", admin.listTopics().names()::get);
    }

    private List<String> keyedByRun() {
        return List.of(topics.runs(), topics.snapshots(), topics.metrics(), topics.decisions());
    }

    private List<NewTopic> newTopics() {
        return List.of(
                topic(topics.runs(), partitions, compacted()),
                topic(topics.snapshots(), partitions, kept(snapshotRetention)),
                topic(topics.metrics(), partitions, kept(recordRetention)),
                topic(topics.decisions(), partitions, kept(recordRetention)),
                topic(topics.manifolds(), 1, compacted()),
                topic(topics.deadLetters(), 1, kept(recordRetention)));
    }

    private NewTopic topic(String name, int count, Map<String, String> config) {
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

    private String createCommand() {
        String prefix = topics.prefix().equals(Topics.DEFAULT_PREFIX) ? "" : " --topic-prefix " + topics.prefix();
        return "thalweg topics create" + prefix + " --partitions " + partitions;
    }

    private interface Answer<T> {
        T get() throws ExecutionException, InterruptedException;
    }

    private static <T> T await(String what, Answer<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw failure(what, e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static KafkaException failure(String what, ExecutionException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return new KafkaException(what + ": " + cause.getMessage(), cause);
    }

    private static KafkaException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new KafkaException("interrupted while waiting for the cluster", e);
    }
}
