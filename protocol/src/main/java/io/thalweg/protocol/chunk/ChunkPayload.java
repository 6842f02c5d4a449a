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
        return amplitudes(0, samples, target);
    }

    /**
     * As {@link #amplitudes(float[])}, for some rows only.
     *
     * @param firstRow index within the chunk
     * @param rows how many, at least 1
     * @param target takes {@code rows * classes} values from its beginning
     * @return what these rows are worth; {@link PayloadCheck#and} joins the results for all of them
     * @throws IllegalArgumentException when the chunk has no such rows or {@code target} is too short
     */
    public PayloadCheck amplitudes(int firstRow, int rows, float[] target) {
        Expect.that(firstRow >= 0 && firstRow < samples, "first row", firstRow, "one of the chunk's " + samples);
        Expect.that(rows >= 1 && rows <= samples - firstRow, "rows", rows, "1 to " + (samples - firstRow));
        Expect.that(
                target.length >= rows * classes, "length of the target", target.length, "at least " + rows * classes);
        return switch (encoding) {
            case FLOAT32_PROBABILITIES -> fromProbabilities(firstRow, rows, target);
            case FLOAT16_AMPLITUDES -> fromAmplitudes(firstRow, rows, target);
        };
    }

    private PayloadCheck fromProbabilities(int firstRow, int count, float[] target) {
        PayloadCheck.Rows rows = new PayloadCheck.Rows(firstRow);
        int begin = from + Float.BYTES * firstRow * classes;
        int at = 0;
        for (int n = 0; n < count; n++) {
            double sum = 0;
            boolean negative = false;
            for (int c = 0; c < classes; c++, at++) {
                float p = (float) ChunkLayout.FLOAT.get(record, begin + Float.BYTES * at);
                negative |= p < 0;
                sum += p;
                target[at] = (float) Math.sqrt(p);
            }
            rows.add(sum, negative);
        }
        return rows.check();
    }

    private PayloadCheck fromAmplitudes(int firstRow, int count, float[] target) {
        PayloadCheck.Rows rows = new PayloadCheck.Rows(firstRow);
        int begin = from + Short.BYTES * firstRow * classes;
        int at = 0;
        for (int n = 0; n < count; n++) {
            double sum = 0;
            boolean negative = false;
            for (int c = 0; c < classes; c++, at++) {
                float amplitude = HalfFloat.value((short) ChunkLayout.SHORT.get(record, begin + Short.BYTES * at));
                negative |= amplitude < 0;
                sum += (double) amplitude * amplitude;
                target[at] = amplitude;
            }
            rows.add(sum, negative);
        }
        return rows.check();
    }
}
