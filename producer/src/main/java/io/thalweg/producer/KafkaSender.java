package io.thalweg.producer;

import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Sends by an idempotent {@link KafkaProducer}. */
final class KafkaSender implements RecordSender {
    private final KafkaProducer<byte[], byte[]> producer;

    KafkaSender(Map<String, Object> settings) {
        producer = new KafkaProducer<>(settings);
    }

    @Override
    public void awaitTopic(String topic) {
        producer.partitionsFor(topic);
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the callback tells the same
    public void send(String topic, byte[] key, byte[] value, Consumer<@Nullable Exception> settled) {
        Handover handover = new Handover(settled);
        producer.send(new ProducerRecord<>(topic, key, value), handover);
        handover.checkTaken();
    }

    @Override
    public void close(Duration timeout) {
        producer.close(timeout);
    }

    /**
     * Tells a record that was never taken (the producer calls back within {@code send}, on the same thread) from one
     * that failed later.
     */
    private static final class Handover implements Callback {
        private final Thread caller = Thread.currentThread();
        private final Consumer<@Nullable Exception> settled;
        private boolean handing = true;
        private @Nullable Exception refusal;

        Handover(Consumer<@Nullable Exception> settled) {
            this.settled = settled;
        }

        @Override
        public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception exception) {
            if (exception != null && Thread.currentThread() == caller && handing) {
                refusal = exception;
            } else {
                settled.accept(exception);
            }
        }

        void checkTaken() {
            handing = false;
            if (refusal instanceof RuntimeException e) {
                throw e;
            } else if (refusal != null) {
                throw new IllegalStateException(refusal);
            }
        }
    }
}
