package io.thalweg.protocol;

import org.apache.kafka.common.KafkaException;

/** Why Kafka failed, in its own words. */
public final class KafkaReason {
    private KafkaReason() {}

    /**
     * The first line of what the innermost of Kafka's exceptions says: a producer that was refused its number, for one, says only
     * that it is in an error state, and its cause who may not do what.
     */
    public static String of(Throwable failure) {
        Throwable reason = failure;
        while (reason.getCause() instanceof KafkaException cause) {
            reason = cause;
        }
        return String.valueOf(reason.getMessage()).lines().findFirst().orElse("");
    }
}
