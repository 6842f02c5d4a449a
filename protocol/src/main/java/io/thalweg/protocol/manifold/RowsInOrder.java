package io.thalweg.protocol.manifold;

import io.thalweg.geometry.LandmarkAmplitudes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/**
 * The float32 rows of a file for one who reads them in order, through a small buffer: touched once through the mapping, the
 * pages of the whole tensor would count as this process's memory from then on. Exact rows come from the mapping. For one
 * thread.
 */
final class RowsInOrder implements LandmarkAmplitudes {
    private static final int BUFFER_BYTES = 1 << 18;

    private final MappedLandmarks mapped;
    private final FileChannel channel;
    private final long position;
    private final Precision precision;
    private final int rowBytes;
    private final ByteBuffer buffer;
    private long firstRow;
    private long rows;

    RowsInOrder(MappedLandmarks mapped, FileChannel channel, long position, Precision precision) {
        this.mapped = mapped;
        this.channel = channel;
        this.position = position;
        this.precision = precision;
        this.rowBytes = Math.multiplyExact(mapped.landmarks(), precision.bytes());
        this.buffer = ByteBuffer.allocate(rowBytes * Math.max(1, BUFFER_BYTES / rowBytes))
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public int samples() {
        return mapped.samples();
    }

    @Override
    public int classes() {
        return mapped.classes();
    }

    @Override
    public int landmarks() {
        return mapped.landmarks();
    }

    @Override
    public float[] row(int sample, int clazz, float[] scratch) {
        long row = (long) sample * classes() + clazz;
        if (row < firstRow || row >= firstRow + rows) {
            read(row);
        }
        int at = (int) (row - firstRow) * rowBytes;
        for (int j = 0; j < landmarks(); j++) {
            scratch[j] = precision == Precision.FLOAT64
                    ? (float) buffer.getDouble(at + j * Double.BYTES)
                    : buffer.getFloat(at + j * Float.BYTES);
        }
        return scratch;
    }

    private void read(long row) {
        long left = (long) samples() * classes() - row;
        rows = Math.min(left, buffer.capacity() / rowBytes);
        firstRow = row;
        buffer.clear().limit((int) rows * rowBytes);
        try {
            FileInput.readFully(channel, buffer, position + row * rowBytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public double[] row(int sample, int clazz, double[] scratch) {
        return mapped.row(sample, clazz, scratch);
    }

    @Override
    public float amplitude(int sample, int clazz, int landmark) {
        return mapped.amplitude(sample, clazz, landmark);
    }
}
