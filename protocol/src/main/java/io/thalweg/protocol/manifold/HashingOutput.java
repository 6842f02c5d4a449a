package io.thalweg.protocol.manifold;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;

/** Little-endian numbers into a file, hashed on the way. */
final class HashingOutput {
    private static final int BUFFER_BYTES = 1 << 18;

    private final FileChannel channel;
    private final MessageDigest digest = Sha256.digest();
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);

    HashingOutput(FileChannel channel) {
        this.channel = channel;
    }

    void put(byte[] bytes) throws IOException {
        flush();
        digest.update(bytes);
        writeFully(ByteBuffer.wrap(bytes));
    }

    void put(double value) throws IOException {
        require(Double.BYTES);
        buffer.putDouble(value);
    }

    void put(float value) throws IOException {
        require(Float.BYTES);
        buffer.putFloat(value);
    }

    void put(long value) throws IOException {
        require(Long.BYTES);
        buffer.putLong(value);
    }

    void put(int value) throws IOException {
        require(Integer.BYTES);
        buffer.putInt(value);
    }

    /** Writes what is buffered; the hash of everything. */
    ManifoldHash finish() throws IOException {
        flush();
        return ManifoldHash.ofBytes(digest.digest());
    }

    private void require(int bytes) throws IOException {
        if (buffer.remaining() < bytes) {
            flush();
        }
    }

    private void flush() throws IOException {
        buffer.flip();
        digest.update(buffer.array(), 0, buffer.limit());
        writeFully(buffer);
        buffer.clear();
    }

    private void writeFully(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
