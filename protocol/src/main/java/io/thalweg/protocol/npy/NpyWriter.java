package io.thalweg.protocol.npy;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Writes a {@code .npy} file (format 1.0, little endian, C order) whose first axis grows with every {@link #append}.
 *
 * <p>The length of the first axis is known only at the end, so the header takes a fixed 128 bytes and is written on
 * {@link #close}. Until then the data lie in a neighbouring {@code .part} file: a reader sees a whole array or none.
 * Not thread-safe. Format: NumPy Enhancement Proposal 1, "A Simple File Format for NumPy Arrays".
 */
public final class NpyWriter implements AutoCloseable {

    private static final int HEADER_BYTES = 128;
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};

    private final Path file;
    private final Path part;
    private final ElementType type;
    private final long[] rowShape;
    private final int rowLength;
    private final FileChannel channel;
    private long rows;

    private NpyWriter(Path file, ElementType type, int... rowShape) throws IOException {
        this.file = file;
        this.part = file.resolveSibling(file.getFileName() + ".part");
        this.type = type;
        this.rowShape = Arrays.stream(rowShape).asLongStream().toArray();
        this.rowLength = Math.toIntExact(LongStream.of(this.rowShape).reduce(1, Math::multiplyExact));
        this.channel = FileChannel.open(
                part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        channel.position(HEADER_BYTES);
    }

    /**
     * Opens a file of float32, of shape (number of rows appended, rowShape...).
     *
     * @throws IOException if the file cannot be created
     */
    public static NpyWriter floats(Path file, int... rowShape) throws IOException {
        return new NpyWriter(file, ElementType.FLOAT32, rowShape);
    }

    /**
     * Writes a whole vector of int32.
     *
     * @throws IOException if the file cannot be written
     */
    public static void writeInts(Path file, int[] values) throws IOException {
        try (NpyWriter writer = new NpyWriter(file, ElementType.INT32)) {
            ByteBuffer bytes = writer.buffer(values.length);
            bytes.asIntBuffer().put(values);
            writer.write(bytes, values.length);
        }
    }

    /**
     * Appends one row of the first axis.
     *
     * @throws IllegalArgumentException if the row's length is not the product of the row's shape
     * @throws UncheckedIOException if the disk refuses; rows are appended from training callbacks, which cannot throw
     */
    public void append(float[] row) {
        if (row.length != rowLength) {
            throw new IllegalArgumentException("row has " + row.length + " values, expected " + rowLength);
        }
        try {
            ByteBuffer bytes = buffer(row.length);
            bytes.asFloatBuffer().put(row);
            write(bytes, 1);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + part, e);
        }
    }

    /**
     * Appends one row of the first axis, as it stands in another file.
     *
     * @param source holds the row's elements, little-endian
     * @param position where they begin
     * @throws IOException if the disk refuses, or the source ends before the row does
     */
    public void append(FileChannel source, long position) throws IOException {
        long length = 4L * rowLength;
        long done = 0;
        while (done < length) {
            long moved = source.transferTo(position + done, length - done, channel);
            if (moved <= 0) {
                throw new EOFException("row of %d bytes at %d ends after %d".formatted(length, position, done));
            }
            done += moved;
        }
        rows++;
    }

    private ByteBuffer buffer(int values) {
        return ByteBuffer.allocate(Math.multiplyExact(4, values)).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void write(ByteBuffer bytes, long added) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        rows += added;
    }

    /** Writes the header and puts the file in its place. */
    @Override
    public void close() throws IOException {
        if (!channel.isOpen()) {
            return;
        }
        try (channel) {
            channel.position(0);
            ByteBuffer header = header();
            while (header.hasRemaining()) {
                channel.write(header);
            }
        }
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private ByteBuffer header() {
        String shape = LongStream.concat(LongStream.of(rows), Arrays.stream(rowShape))
                .mapToObj(Long::toString)
                .collect(Collectors.joining(", ", "", rowShape.length == 0 ? "," : ""));
        String text = "{'descr': '" + type.descriptor + "', 'fortran_order': False, 'shape': (" + shape + "), }";
        byte[] padded = new byte[HEADER_BYTES];
        Arrays.fill(padded, (byte) ' ');
        padded[HEADER_BYTES - 1] = '\n';
        System.arraycopy(MAGIC, 0, padded, 0, MAGIC.length);
        padded[MAGIC.length] = (byte) (HEADER_BYTES - MAGIC.length - 2);
        padded[MAGIC.length + 1] = 0;
        byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(ascii, 0, padded, MAGIC.length + 2, ascii.length);
        return ByteBuffer.wrap(padded);
    }

    private enum ElementType {
        FLOAT32("<f4"),
        INT32("<i4");

        private final String descriptor;

        ElementType(String descriptor) {
            this.descriptor = descriptor;
        }
    }
}
