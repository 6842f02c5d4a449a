package io.thalweg.processor.topology;

import io.thalweg.protocol.RunId;
import io.thalweg.protocol.record.DecisionRecord;
import io.thalweg.protocol.record.JsonFormat;
import io.thalweg.protocol.record.MetricsRecord;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Everything that leaves the processor. */
final class Outbox {
    /** Marks a record that was sent on to its right partition, so that it is never sent on twice. */
    static final String ROUTED_HEADER = "thalweg.routed";

    private static final JsonFormat<MetricsRecord> METRICS = JsonFormat.metrics();
    private static final JsonFormat<DecisionRecord> DECISIONS = JsonFormat.decisions();

    private final ProcessorContext<byte[], byte[]> context;
    private final InstantSource clock;

    Outbox(ProcessorContext<byte[], byte[]> context, InstantSource clock) {
        this.context = context;
        this.clock = clock;
    }

    void metrics(MetricsRecord metrics) {
        forward(metrics.run(), METRICS.write(metrics), ThalwegTopology.METRICS_SINK);
    }

    void decision(DecisionRecord decision) {
        forward(decision.run(), DECISIONS.write(decision), ThalwegTopology.DECISIONS_SINK);
    }

    /** A dead letter for the record that is being processed. */
    void deadLetter(Record<byte[], byte[]> refused, Rejection rejection) {
        deadLetter(refused, context.recordMetadata(), rejection);
    }

    /** A dead letter for something of a run of which there is no record any more: without a value and a source. */
    void deadLetter(RunId run, Rejection rejection) {
        byte[] key = run.value().getBytes(StandardCharsets.US_ASCII);
        deadLetter(new Record<>(key, null, clock.millis()), Optional.empty(), rejection);
    }

    private void deadLetter(Record<byte[], byte[]> refused, Optional<RecordMetadata> from, Rejection rejection) {
        context.forward(DeadLetters.of(refused, from, rejection, clock.instant()), ThalwegTopology.DEAD_LETTERS_SINK);
    }

    /** Where the record being processed came from, as {@code topic-partition@offset}; empty when none is. */
    String source() {
        return context.recordMetadata()
                .map(from -> from.topic() + "-" + from.partition() + "@" + from.offset())
                .orElse("");
    }

    /** Sends a record to its own topic once more, where its key's partition takes it. */
    void again(Record<byte[], byte[]> record, String sink) {
        Record<byte[], byte[]> routed = record.withHeaders(record.headers());
        routed.headers().add(ROUTED_HEADER, new byte[0]);
        context.forward(routed, sink);
    }

    /** Under the processor's clock: a trainer's may be so far off that the topic's retention would take the record at once. */
    private void forward(RunId run, byte[] value, String sink) {
        context.forward(new Record<>(run.value().getBytes(StandardCharsets.US_ASCII), value, clock.millis()), sink);
    }
}
