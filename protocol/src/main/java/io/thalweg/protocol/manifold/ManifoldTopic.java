package io.thalweg.protocol.manifold;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** The compacted topic that carries reference manifolds in chunks: docs/manifold-format.md, "On the topic". */
@SuppressWarnings("DoNotCallSuggester")
public final class ManifoldTopic {
    private final String topic;
    private final Map<String, Object> kafkaProperties;

    /**
     * A topic.
     *
     * @param topic its name, {@code Topics.manifolds()}
     * @param kafkaProperties of the clients: {@code bootstrap.servers} and whatever else they need
     */
    public ManifoldTopic(String topic, Map<String, ?> kafkaProperties) {
        this.topic = topic;
        this.kafkaProperties = Map.copyOf(kafkaProperties);
    }

    /**
     * Publishes a manifold file. Publishing it again does no harm, and completes what an interrupted attempt left.
     *
     * @throws ManifoldFormatException when the file is not sound: nothing is published
     * @throws IOException when the file cannot be read or the cluster does not take it, in one line
     */
    public ManifoldHash publish(Path file) throws IOException {
        throw new UnsupportedOperationException(topic + kafkaProperties + file);
    }

    /** Takes a manifold off the topic. */
    public void withdraw(ManifoldHash hash) throws IOException {
        throw new UnsupportedOperationException(topic + hash);
    }

    /**
     * A reader of all manifolds on the topic, to be run by a thread of the caller's.
     *
     * @param cache folder for the assembled files, its own for each process; created if missing
     */
    public ManifoldTopicReader reader(Path cache, ManifoldListener listener) {
        return new ManifoldTopicReader();
    }
}
