package io.thalweg.producer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A cluster in memory that can go away, come back, and hold its answers. */
final class InMemorySender implements RecordSender {
    record Sent(String topic, String key, List<byte[]> values) {}

    private final List<Sent> sent = new CopyOnWriteArrayList<>();
    private final List<Consumer<@Nullable Exception>> unanswered = new ArrayList<>();
    private @Nullable RuntimeException refusal;
    private boolean holding;
    private int closings;

    synchronized InMemorySender away() {
        return refusing(new TimeoutException("the cluster is away"));
    }

    synchronized InMemorySender refusing(RuntimeException with) {
        refusal = with;
        return this;
    }

    synchronized void back() {
        refusal = null;
    }

    /** Takes records without saying what became of them. */
    synchronized InMemorySender holdingAnswers() {
        holding = true;
        return this;
    }

    void answer(@Nullable Exception with) {
        List<Consumer<@Nullable Exception>> answers;
        synchronized (this) {
            holding = false;
            answers = List.copyOf(unanswered);
            unanswered.clear();
        }
        answers.forEach(answer -> answer.accept(with));
    }

    List<Sent> sent() {
        return sent;
    }

    List<byte[]> values(String topic) {
        return sent.stream()
                .filter(record -> record.topic().equals(topic))
                .map(record -> record.values().get(0))
                .toList();
    }

    synchronized int closings() {
        return closings;
    }

    @Override
    public synchronized void awaitTopic(String topic) {
        if (refusal instanceof TimeoutException) {
            throw refusal;
        }
    }

    @Override
    public void send(String topic, byte[] key, byte[] value, Consumer<@Nullable Exception> settled) {
        synchronized (this) {
            if (refusal != null) {
                throw refusal;
            }
            sent.add(new Sent(topic, new String(key, java.nio.charset.StandardCharsets.US_ASCII), List.of(value)));
            if (holding) {
                unanswered.add(settled);
                return;
            }
        }
        settled.accept(null);
    }

    @Override
    public synchronized void close(Duration timeout) {
        closings++;
    }
}
