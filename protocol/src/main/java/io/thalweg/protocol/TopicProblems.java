package io.thalweg.protocol;

import static io.thalweg.protocol.ClusterAnswer.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;

/** What a cluster's topics lack, in sentences that name the command to mend it. */
final class TopicProblems {
    private final TopicLayout layout;
    private final Admin admin;
    private final Set<String> existing;

    TopicProblems(TopicLayout layout, Admin admin) {
        this.layout = layout;
        this.admin = admin;
        this.existing = await("listing topics", admin.listTopics().names()::get);
    }

    List<String> all() {
        List<String> problems = new ArrayList<>(missing());
        problems.addAll(unequalPartitions());
        tooSmallLimits()
                .forEach((topic, limit) -> problems.add("topic " + topic + " takes messages of at most " + limit
                        + " bytes, expected at least " + TopicLayout.REQUIRED_MESSAGE_BYTES + ": raise it with `"
                        + createCommand() + "`"));
        return List.copyOf(problems);
    }

    Set<String> existing() {
        return existing;
    }

    /** Topics that chunks travel through, whose message limit a chunk would pass, with that limit. */
    Map<String, Integer> tooSmallLimits() {
        Map<ConfigResource, String> resources = new TreeMap<>((a, b) -> a.name().compareTo(b.name()));
        for (String topic : layout.carryingChunks()) {
            if (existing.contains(topic)) {
                resources.put(new ConfigResource(ConfigResource.Type.TOPIC, topic), topic);
            }
        }
        Map<String, Integer> tooSmall = new TreeMap<>();
        await(
                        "reading the topics' configuration",
                        admin.describeConfigs(resources.keySet()).all()::get)
                .forEach((resource, config) -> {
                    int limit = Integer.parseInt(
                            config.get(TopicLayout.MESSAGE_LIMIT).value());
                    if (limit < TopicLayout.REQUIRED_MESSAGE_BYTES) {
                        tooSmall.put(resource.name(), limit);
                    }
                });
        return tooSmall;
    }

    private List<String> missing() {
        return layout.topics().all().stream()
                .filter(topic -> !existing.contains(topic))
                .map(topic -> "topic " + topic + " is missing: create it with `" + createCommand() + "`")
                .toList();
    }

    private List<String> unequalPartitions() {
        Set<String> keyedByRun = new TreeSet<>(layout.keyedByRun());
        keyedByRun.retainAll(existing);
        Map<String, TopicDescription> descriptions =
                await("describing topics", admin.describeTopics(keyedByRun).allTopicNames()::get);
        Map<String, Integer> counts = new TreeMap<>();
        descriptions.forEach((topic, description) ->
                counts.put(topic, description.partitions().size()));
        if (Set.copyOf(counts.values()).size() <= 1) {
            return List.of();
        }
        return List.of("topics keyed by run have unequal numbers of partitions " + counts
                + ", expected one number for all: delete those that differ, then `" + createCommand() + "`");
    }

    private String createCommand() {
        String prefix = layout.topics().prefix();
        String named = prefix.equals(Topics.DEFAULT_PREFIX) ? "" : " --topics-prefix " + prefix;
        return "thalweg topics create" + named + " --partitions " + layout.partitions();
    }
}
