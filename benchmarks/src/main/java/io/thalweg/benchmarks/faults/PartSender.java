package io.thalweg.benchmarks.faults;

import io.thalweg.protocol.ProbeSet;
import io.thalweg.protocol.RunId;
import io.thalweg.protocol.Topics;
import io.thalweg.protocol.chunk.ChunkHeader;
import io.thalweg.protocol.chunk.ChunkSplitter;
import io.thalweg.protocol.chunk.ChunkWriter;
import io.thalweg.protocol.chunk.Encoding;
import io.thalweg.protocol.chunk.SnapshotKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends snapshots in small parts, as a client in another language would send large ones; its clock may be wrong. In order and at
 * least once: after a leader was cut off, an idempotent producer was seen to wait for its time-out, its sequence refused, and the
 * service ignores what comes twice.
 */
final class PartSender implements AutoCloseable {
    private static final int PART_BYTES = 4_000;

    private final ProbeSet probeSet;
    private final Duration clockError;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicLong failed = new AtomicLong();

    /** @param clockError how far its clock is ahead */
    PartSender(String bootstrapServers, ProbeSet probeSet, Duration clockError) {
        this.probeSet = probeSet;
        this.clockError = clockError;
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "client.id",
                        "parts",
                        "acks",
                        "all",
                        "enable.idempotence",
                        false,
                        "max.in.flight.requests.per.connection",
                        1,
                        "delivery.timeout.ms",
                        180_000),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    void send(RunId run, long step, float[] probabilities) {
        Instant now = Instant.now().plus(clockError);
        ChunkHeader whole = ChunkHeader.whole(
                new SnapshotKey(run, 0, step, probeSet.id()),
                probeSet.classes(),
                probeSet.samples(),
                Encoding.FLOAT32_PROBABILITIES,
                now.toEpochMilli() * 1000);
        for (ChunkHeader part : ChunkSplitter.split(whole, PART_BYTES)) {
            send(run.value(), ChunkWriter.probabilities(part, probabilities, part.firstSample() * part.classes()), now);
        }
    }

    /** Sends any bytes to the topic of snapshots. */
    void send(String key, byte[] value, Instant timestamp) {
        Future<RecordMetadata> unused = producer.send(
                new ProducerRecord<>(
                        Topics.standard().snapshots(),
                        null,
                        timestamp.toEpochMilli(),
                        key.getBytes(StandardCharsets.UTF_8),
                        value),
                (metadata, problem) -> failed.addAndGet(problem == null ? 0 : 1));
    }

    long failed() {
        return failed.get();
    }

    /** Waits until all is acknowledged or given up. */
    @Override
    public void close() {
        producer.close();
    }
}
