package io.thalweg.protocol.record;

import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * A {@link JsonFormat} for Kafka's clients. An absent value (a tombstone) stays absent; a value that is refused becomes a
 * {@link SerializationException} with the {@link RejectedRecordException} as its cause. Thread-safe.
 *
 * @param <T> the record
 */
public final class JsonSerde<T> implements Serde<T> {
    private final JsonFormat<T> format;

    private JsonSerde(JsonFormat<T> format) {
        this.format = format;
    }

    public static JsonSerde<RunRecord> runs() {
        return new JsonSerde<>(JsonFormat.runs());
    }

    public static JsonSerde<MetricsRecord> metrics() {
        return new JsonSerde<>(JsonFormat.metrics());
    }

    public static JsonSerde<DecisionRecord> decisions() {
        return new JsonSerde<>(JsonFormat.decisions());
    }

    @Override
    public Serializer<T> serializer() {
        return this::write;
    }

    @Override
    public Deserializer<T> deserializer() {
        return this::read;
    }

    @SuppressWarnings("NullAway") // Kafka's interface is not annotated: null is a tombstone on both sides.
    private byte[] write(String topic, @Nullable T value) {
        return value == null ? null : format.write(value);
    }

    @SuppressWarnings("NullAway")
    private T read(String topic, byte @Nullable [] json) {
        if (json == null) {
            return null;
        }
        try {
            return format.read(json);
        } catch (RejectedRecordException e) {
            throw new SerializationException(topic + ": " + e.getMessage(), e);
        }
    }
}
