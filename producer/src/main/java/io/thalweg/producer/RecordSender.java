package io.thalweg.producer;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The way to the cluster, used by one thread; {@link KafkaSender} in earnest. */
interface RecordSender {

    /** Waits a bounded time until the topic is known; throws when it is not, with nothing lost. */
    void awaitTopic(String topic);

    /**
     * Takes a record, or throws and has not taken it; may wait a bounded time. What became of a taken record is told
     * later, on any thread: null when the cluster has it.
     */
    void send(String topic, byte[] key, byte[] value, Consumer<@Nullable Exception> settled);

    /** Gives up what is not delivered within the timeout. */
    void close(Duration timeout);
}
