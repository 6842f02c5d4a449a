package io.thalweg.processor.topology;

import io.thalweg.protocol.RunId;
import io.thalweg.protocol.chunk.RejectionReason;
import io.thalweg.protocol.record.DeadLetterHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Makes dead letters: the refused record's key, value and headers as they came, and headers that say why and where. Parts
 * that would make the letter larger than a broker takes are left out, the headers first, then the value, then the key: an
 * undeliverable dead letter would stop the processor.
 */
final class DeadLetters {
    /** The topics take at least 1,000,000 bytes; the rest is room for the headers written here and the batch around them. */
    static final int MOST_BYTES = 980_000;

    /** Longest detail, in characters. */
    private static final int LONGEST_DETAIL = 1_000;

    private DeadLetters() {}

    /** What comes in too large a number must not be written to disk a second time. */
    private static boolean isFlood(RejectionReason reason) {
        return switch (reason) {
            case TOO_MANY_RUNS, PRODUCER_RUNS, PRODUCER_RATE -> true;
            default -> false;
        };
    }

    /** A dead letter for a record. */
    static Record<byte[], byte[]> of(
            Record<byte[], byte[]> refused, Optional<RecordMetadata> from, Rejection rejection, Instant now) {
        byte @Nullable [] key = refused.key();
        byte @Nullable [] value = isFlood(rejection.reason()) ? null : refused.value();
        long bytes = length(key) + length(value);
        Headers headers = canBeSentAgain(refused) ? new RecordHeaders(refused.headers()) : new RecordHeaders();
        explain(headers, rejection, now);
        from.ifPresent(metadata -> locate(headers, metadata));
        return new Record<>(
                length(key) > MOST_BYTES ? null : key, bytes > MOST_BYTES ? null : value, now.toEpochMilli(), headers);
    }

    /** Whether a record, with some headers more, is still small enough for a topic. */
    static boolean canBeSentAgain(Record<byte[], byte[]> record) {
        return length(record.key()) + length(record.value()) + length(record.headers()) <= MOST_BYTES;
    }

    private static void explain(Headers headers, Rejection rejection, Instant now) {
        String detail = rejection.detail();
        set(headers, DeadLetterHeaders.REASON, rejection.reason().name());
        set(
                headers,
                DeadLetterHeaders.DETAIL,
                detail.length() <= LONGEST_DETAIL ? detail : detail.substring(0, LONGEST_DETAIL));
        RunId run = rejection.run();
        if (run != null) {
            set(headers, DeadLetterHeaders.RUN, run.value());
        }
        set(headers, DeadLetterHeaders.REJECTED_AT, now.toString());
    }

    private static void locate(Headers headers, RecordMetadata metadata) {
        set(headers, DeadLetterHeaders.TOPIC, metadata.topic());
        set(headers, DeadLetterHeaders.PARTITION, String.valueOf(metadata.partition()));
        set(headers, DeadLetterHeaders.OFFSET, String.valueOf(metadata.offset()));
    }

    private static void set(Headers headers, String name, String value) {
        // A dead letter that was sent again and refused again tells of its last refusal only.
        headers.remove(name).add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static long length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private static long length(Headers headers) {
        long length = 0;
        for (Header header : headers) {
            // A character is at most three bytes; the lengths and counts of the encoding add a few more.
            length += 3L * header.key().length() + length(header.value()) + 10;
        }
        return length;
    }
}
