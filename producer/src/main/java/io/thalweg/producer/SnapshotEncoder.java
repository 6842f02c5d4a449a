package io.thalweg.producer;

import io.thalweg.protocol.ProbeSet;
import io.thalweg.protocol.chunk.ChunkHeader;
import io.thalweg.protocol.chunk.ChunkSplitter;
import io.thalweg.protocol.chunk.ChunkWriter;
import io.thalweg.protocol.chunk.Encoding;
import io.thalweg.protocol.chunk.PayloadCheck;
import io.thalweg.protocol.chunk.SnapshotKey;
import java.nio.FloatBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the chunks of one run's snapshots. Values are row-major, N samples x C classes, from the buffer's position, which
 * stays where it is; they are read in place. A snapshot with a NaN or an infinity is encoded as it is, since that is a
 * finding. Allocates the chunks, and for logits once the amplitudes of one chunk. Not thread-safe.
 */
final class SnapshotEncoder {
    private final RunDescription description;
    private final Encoding encoding;
    private final InstantSource clock;
    private float[] amplitudes = new float[0];

    SnapshotEncoder(RunDescription description, Encoding encoding, InstantSource clock) {
        this.description = description;
        this.encoding = encoding;
        this.clock = clock;
    }

    /** Bytes of one encoded snapshot. */
    long snapshotBytes() {
        return headers(0).stream().mapToLong(ChunkWriter::sizeBytes).sum();
    }

    /** @throws IllegalArgumentException when these are not N x C probabilities */
    List<byte[]> probabilities(long step, FloatBuffer values) {
        checkShape(values);
        checkRows(values);
        List<byte[]> chunks = new ArrayList<>();
        FloatBuffer rows = values.duplicate();
        for (ChunkHeader header : headers(step)) {
            chunks.add(ChunkWriter.probabilities(header, rows));
            rows.position(rows.position() + (int) header.values());
        }
        return chunks;
    }

    /**
     * Amplitudes of the softmax, each within 2 units in the last place of a float of
     * {@code exp((z - max)/2) / sqrt(sum exp(z - max))}. A row with NaN, an infinity above, or nothing but minus
     * infinities becomes NaN; minus infinity beside finite logits is probability zero.
     *
     * @throws IllegalArgumentException when these are not N x C values
     */
    List<byte[]> logits(long step, FloatBuffer values) {
        checkShape(values);
        List<byte[]> chunks = new ArrayList<>();
        int at = values.position();
        for (ChunkHeader header : headers(step)) {
            int count = (int) header.values();
            if (amplitudes.length < count) {
                amplitudes = new float[count];
            }
            for (int row = 0; row < count; row += header.classes()) {
                softmaxAmplitudes(values, at + row, row, header.classes());
            }
            chunks.add(ChunkWriter.amplitudes(header, amplitudes, 0));
            at += count;
        }
        return chunks;
    }

    private void softmaxAmplitudes(FloatBuffer logits, int from, int to, int classes) {
        float max = Float.NEGATIVE_INFINITY;
        for (int c = 0; c < classes; c++) {
            float logit = logits.get(from + c);
            // Cheaper than Math.max; a NaN is passed over here and makes the sum NaN below.
            max = logit > max ? logit : max;
        }
        double sum = 0;
        for (int c = 0; c < classes; c++) {
            double root = Math.exp(0.5 * ((double) logits.get(from + c) - max));
            sum += root * root;
            amplitudes[to + c] = (float) root;
        }
        double scale = 1 / Math.sqrt(sum);
        for (int c = 0; c < classes; c++) {
            amplitudes[to + c] = (float) (amplitudes[to + c] * scale);
        }
    }

    private List<ChunkHeader> headers(long step) {
        ProbeSet probeSet = description.probeSet();
        SnapshotKey snapshot = new SnapshotKey(description.run(), description.attempt(), step, probeSet.id());
        long now = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
        return ChunkSplitter.split(ChunkHeader.whole(snapshot, probeSet.classes(), probeSet.samples(), encoding, now));
    }

    private void checkShape(FloatBuffer values) {
        ProbeSet probeSet = description.probeSet();
        long expected = (long) probeSet.samples() * probeSet.classes();
        if (values.remaining() != expected) {
            throw new IllegalArgumentException(values.remaining() + " values, expected " + expected + " ("
                    + probeSet.samples() + " samples x " + probeSet.classes() + " classes)");
        }
    }

    /** The processor would reject these, out of the trainer's sight. */
    private void checkRows(FloatBuffer values) {
        int classes = description.probeSet().classes();
        int wrong = -1;
        double wrongSum = 1;
        for (int at = values.position(), row = 0; at < values.limit(); row++) {
            double sum = 0;
            boolean negative = false;
            for (int end = at + classes; at < end; at++) {
                float p = values.get(at);
                sum += p;
                negative |= p < 0;
            }
            if (!Double.isFinite(sum)) {
                return;
            }
            if (wrong < 0 && (negative || Math.abs(sum - 1) > PayloadCheck.LARGEST_DEVIATION)) {
                wrong = row;
                wrongSum = sum;
            }
        }
        if (wrong >= 0) {
            throw new IllegalArgumentException("row " + wrong + " is no probability distribution: it sums to "
                    + wrongSum + " or has a negative value; publishLogits takes what is not normalised");
        }
    }
}
