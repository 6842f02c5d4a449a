package io.thalweg.processor.topology;

import io.thalweg.geometry.SnapshotSums;
import io.thalweg.protocol.ProbeSetId;
import io.thalweg.protocol.RunId;
import io.thalweg.protocol.chunk.SnapshotKey;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * One chunk of an unfinished snapshot, as the store keeps it. Its key is {@code run/attempt/step/probe set/first sample},
 * numbers padded with zeros, so that keys sort by first sample.
 *
 * @param manifold hash of the manifold it was folded onto
 * @param publishedAtMicros the trainer's clock
 * @param arrivedAtMillis the processor's clock
 * @param sums its sums, as {@link SnapshotSums#writeTo} writes them; not changed
 */
record StoredChunk(String manifold, long publishedAtMicros, long arrivedAtMillis, ByteBuffer sums) {
    /** Sorts after every digit. */
    static final String AFTER_DIGITS = "~";

    private static final byte VERSION = 1;

    /** The third number of what {@link SnapshotSums#writeTo} writes. */
    private static final int SAMPLES_AT = 2 * Integer.BYTES;

    StoredChunk {
        sums = sums.asReadOnlyBuffer().rewind();
    }

    static ByteBuffer bytesOf(SnapshotSums sums) {
        ByteBuffer bytes = ByteBuffer.allocate(sums.sizeBytes());
        sums.writeTo(bytes);
        return bytes.rewind();
    }

    static String prefix(SnapshotKey snapshot) {
        return String.format(
                Locale.ROOT,
                "%s/%010d/%019d/%s/",
                snapshot.run(),
                snapshot.attempt(),
                snapshot.step(),
                snapshot.probeSet());
    }

    static String key(SnapshotKey snapshot, int firstSample) {
        return prefix(snapshot) + String.format(Locale.ROOT, "%010d", firstSample);
    }

    static SnapshotKey snapshot(String key) {
        String[] parts = key.split("/", -1);
        return new SnapshotKey(
                new RunId(parts[0]), Integer.parseInt(parts[1]), Long.parseLong(parts[2]), new ProbeSetId(parts[3]));
    }

    static int firstSample(String key) {
        return Integer.parseInt(key.substring(key.lastIndexOf('/') + 1));
    }

    /** Samples in the chunk. */
    int samples() {
        return sums.getInt(SAMPLES_AT);
    }

    int sizeBytes() {
        return sums.remaining();
    }

    @Override
    public ByteBuffer sums() {
        return sums.duplicate();
    }

    byte[] encode() {
        byte[] hash = manifold.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(2 + hash.length + 2 * Long.BYTES + sums.remaining())
                .put(VERSION)
                .put((byte) hash.length)
                .put(hash)
                .putLong(publishedAtMicros)
                .putLong(arrivedAtMillis)
                .put(sums.duplicate())
                .array();
    }

    /** Empty when another version wrote it, or it is damaged. */
    static Optional<StoredChunk> decode(byte[] bytes) {
        ByteBuffer from = ByteBuffer.wrap(bytes);
        try {
            if (from.get() != VERSION) {
                return Optional.empty();
            }
            byte[] hash = new byte[from.get()];
            from.get(hash);
            String manifold = new String(hash, StandardCharsets.US_ASCII);
            return Optional.of(new StoredChunk(manifold, from.getLong(), from.getLong(), from.slice()));
        } catch (BufferUnderflowException | NegativeArraySizeException e) {
            return Optional.empty();
        }
    }
}
