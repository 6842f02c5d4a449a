package io.thalweg.protocol.manifold;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/** Pieces of a file, little-endian, through one small buffer. */
final class FileInput {
    /** A multiple of eight, so that no number is cut in two when a piece begins at one. */
    private static final int BUFFER_BYTES = 1 << 18;

    private final FileChannel channel;
    private final ByteBuffer buffer;

    FileInput(FileChannel channel) throws IOException {
        this.channel = channel;
        this.buffer = ByteBuffer.allocate((int) Math.min(BUFFER_BYTES, channel.size() + Long.BYTES));
    }

    /** Takes one piece after the other. */
    @FunctionalInterface
    interface Visitor {
        void visit(ByteBuffer piece) throws IOException;
    }

    void visit(long from, long to, Visitor visitor) throws IOException {
        for (long at = from; at < to; at += buffer.limit()) {
            buffer.clear().limit((int) Math.min(buffer.capacity() & -Long.BYTES, to - at));
            readFully(channel, buffer, at);
            visitor.visit(buffer.duplicate().order(ByteOrder.LITTLE_ENDIAN));
        }
    }

    byte[] bytes(long from, int count) throws IOException {
        byte[] bytes = new byte[count];
        readFully(channel, ByteBuffer.wrap(bytes), from);
        return bytes;
    }

    double[] doubles(long from, int count) throws IOException {
        double[] values = new double[count];
        int[] next = {0};
        visit(from, from + (long) count * Double.BYTES, piece -> {
            int read = piece.remaining() / Double.BYTES;
            piece.asDoubleBuffer().get(values, next[0], read);
            next[0] += read;
        });
        return values;
    }

    long[] longs(long from, int count) throws IOException {
        long[] values = new long[count];
        int[] next = {0};
        visit(from, from + (long) count * Long.BYTES, piece -> {
            int read = piece.remaining() / Long.BYTES;
            piece.asLongBuffer().get(values, next[0], read);
            next[0] += read;
        });
        return values;
    }

    int[] ints(long from, int count) throws IOException {
        int[] values = new int[count];
        int[] next = {0};
        visit(from, from + (long) count * Integer.BYTES, piece -> {
            int read = piece.remaining() / Integer.BYTES;
            piece.asIntBuffer().get(values, next[0], read);
            next[0] += read;
        });
        return values;
    }

    /** Fills the buffer and flips it. */
    static void readFully(FileChannel channel, ByteBuffer target, long at) throws IOException {
        long position = at;
        while (target.hasRemaining()) {
            int read = channel.read(target, position);
            if (read < 0) {
                throw new EOFException("the file became shorter while it was read");
            }
            position += read;
        }
        target.flip();
    }
}
