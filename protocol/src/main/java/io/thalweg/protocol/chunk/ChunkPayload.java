package io.thalweg.protocol.chunk;

import io.thalweg.protocol.Expect;

/** The predictions of an accepted chunk, still in the record's bytes. */
public final class ChunkPayload {
    private final byte[] record;
    private final int from;
    private final int samples;
    private final int classes;
    private final Encoding encoding;

    ChunkPayload(byte[] record, int from, ChunkHeader header) {
        this.record = record;
        this.from = from;
        this.samples = header.sampleCount();
        this.classes = header.classes();
        this.encoding = header.encoding();
    }

    /** Values that {@link #amplitudes} writes: samples times classes. */
    public int values() {
        return samples * classes;
    }

    public int sizeBytes() {
        return record.length - from;
    }

    /**
     * Decodes the amplitudes sqrt(p), row-major, into the first {@link #values} places of {@code target}. A negative
     * probability gives NaN. What the predictions are worth is in the result; nothing else is allocated.
     *
     * @throws IllegalArgumentException when {@code target} is too short
     */
    public PayloadCheck amplitudes(float[] target) {
        Expect.that(target.length >= values(), "length of the target", target.length, "at least " + values());
        return switch (encoding) {
            case FLOAT32_PROBABILITIES -> fromProbabilities(target);
            case FLOAT16_AMPLITUDES -> fromAmplitudes(target);
        };
    }

    private PayloadCheck fromProbabilities(float[] target) {
        PayloadCheck.Rows rows = new PayloadCheck.Rows();
        int at = 0;
        for (int n = 0; n < samples; n++) {
            double sum = 0;
            boolean negative = false;
            for (int c = 0; c < classes; c++, at++) {
                float p = (float) ChunkLayout.FLOAT.get(record, from + Float.BYTES * at);
                negative |= p < 0;
                sum += p;
                target[at] = (float) Math.sqrt(p);
            }
            rows.add(sum, negative);
        }
        return rows.check();
    }

    private PayloadCheck fromAmplitudes(float[] target) {
        PayloadCheck.Rows rows = new PayloadCheck.Rows();
        int at = 0;
        for (int n = 0; n < samples; n++) {
            double sum = 0;
            boolean negative = false;
            for (int c = 0; c < classes; c++, at++) {
                float amplitude = HalfFloat.value((short) ChunkLayout.SHORT.get(record, from + Short.BYTES * at));
                negative |= amplitude < 0;
                sum += (double) amplitude * amplitude;
                target[at] = amplitude;
            }
            rows.add(sum, negative);
        }
        return rows.check();
    }
}
