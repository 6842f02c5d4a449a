package io.thalweg.protocol.manifold;

import io.thalweg.geometry.LandmarkAmplitudes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;

/**
 * Landmarks in a mapped file. A mapping holds at most 2 GiB, so the tensor is mapped in slices of whole samples.
 *
 * <p>Closing forgets the slices; the garbage collector unmaps them. Java 17 has no way to unmap that is safe while
 * another thread may be reading.
 */
final class MappedLandmarks implements LandmarkAmplitudes, AutoCloseable {
    private static final Slice[] CLOSED = {};

    private final int samples;
    private final int classes;
    private final int landmarks;
    private final int samplesPerSlice;
    private final Precision precision;
    private final FileChannel channel;
    private final long position;
    private volatile Slice[] slices;

    private MappedLandmarks(
            ManifoldShape shape, int samplesPerSlice, FileChannel channel, long position, Slice[] slices) {
        this.samples = (int) shape.samples();
        this.classes = (int) shape.classes();
        this.landmarks = (int) shape.landmarks();
        this.samplesPerSlice = samplesPerSlice;
        this.precision = shape.precision();
        this.channel = channel;
        this.position = position;
        this.slices = slices;
    }

    /**
     * Maps the tensor that begins at this position of the file.
     *
     * @param channel of the file, kept for {@link #inOrder}; the caller closes it after these landmarks
     * @param sliceBytes most bytes in one mapping; at least one sample is mapped at once
     */
    static MappedLandmarks map(FileChannel channel, long position, ManifoldShape shape, int sliceBytes)
            throws IOException {
        long sampleBytes =
                shape.classes() * shape.landmarks() * shape.precision().bytes();
        int samplesPerSlice = (int) Math.min(shape.samples(), Math.max(1, sliceBytes / sampleBytes));
        int count = (int) ((shape.samples() + samplesPerSlice - 1) / samplesPerSlice);
        Slice[] slices = new Slice[count];
        for (int s = 0; s < count; s++) {
            long first = (long) s * samplesPerSlice;
            long length = Math.min(samplesPerSlice, shape.samples() - first) * sampleBytes;
            ByteBuffer mapping = channel.map(FileChannel.MapMode.READ_ONLY, position + first * sampleBytes, length);
            mapping.order(ByteOrder.LITTLE_ENDIAN);
            slices[s] = switch (shape.precision()) {
                case FLOAT64 -> new DoubleSlice(mapping.asDoubleBuffer());
                case FLOAT32 -> new FloatSlice(mapping.asFloatBuffer());
            };
        }
        return new MappedLandmarks(shape, samplesPerSlice, channel, position, slices);
    }

    @Override
    public int samples() {
        return samples;
    }

    @Override
    public int classes() {
        return classes;
    }

    @Override
    public int landmarks() {
        return landmarks;
    }

    @Override
    public float[] row(int sample, int clazz, float[] scratch) {
        slice(sample).copy(index(sample, clazz), scratch, landmarks);
        return scratch;
    }

    @Override
    public double[] row(int sample, int clazz, double[] scratch) {
        slice(sample).copy(index(sample, clazz), scratch, landmarks);
        return scratch;
    }

    /** The same for one who reads all rows in order. */
    RowsInOrder inOrder() {
        return new RowsInOrder(this, channel, position, precision);
    }

    @Override
    public float amplitude(int sample, int clazz, int landmark) {
        return slice(sample).value(index(sample, clazz) + landmark);
    }

    @Override
    public void close() {
        slices = CLOSED;
    }

    private Slice slice(int sample) {
        Slice[] open = slices;
        if (open.length == 0) {
            throw new IllegalStateException("the manifold's file has been closed");
        }
        return open[sample / samplesPerSlice];
    }

    private int index(int sample, int clazz) {
        return (sample % samplesPerSlice * classes + clazz) * landmarks;
    }

    private sealed interface Slice {
        void copy(int from, float[] target, int count);

        void copy(int from, double[] target, int count);

        float value(int at);
    }

    private record DoubleSlice(DoubleBuffer values) implements Slice {
        @Override
        public void copy(int from, float[] target, int count) {
            for (int j = 0; j < count; j++) {
                target[j] = (float) values.get(from + j);
            }
        }

        @Override
        public void copy(int from, double[] target, int count) {
            values.get(from, target, 0, count);
        }

        @Override
        public float value(int at) {
            return (float) values.get(at);
        }
    }

    private record FloatSlice(FloatBuffer values) implements Slice {
        @Override
        public void copy(int from, float[] target, int count) {
            values.get(from, target, 0, count);
        }

        @Override
        public void copy(int from, double[] target, int count) {
            for (int j = 0; j < count; j++) {
                target[j] = values.get(from + j);
            }
        }

        @Override
        public float value(int at) {
            return values.get(at);
        }
    }
}
