package io.thalweg.protocol.npy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A NumPy array in a file ({@code .npy}, format versions 1 to 3): little-endian, row-major, of one of a few types. Read
 * piece by piece, so a trajectory may be larger than memory.
 *
 * <p>One thread at a time may read.
 */
public final class NpyFile implements AutoCloseable {
    // One pattern a key, for NumPy's specification says that readers must not depend on the order of the keys.
    private static final Pattern DESCRIPTOR = Pattern.compile("'descr'\\s*+:\\s*+'([^']*+)'");
    private static final Pattern FORTRAN_ORDER = Pattern.compile("'fortran_order'\\s*+:\\s*+(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*+:\\s*+\\(([0-9,\\s]*+)\\)");
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int LONGEST_HEADER = 1 << 16;
    private static final int QUOTED_HEADER = 200;
    private static final int LARGEST_PIECE = 1 << 16;

    private final Path path;
    private final FileChannel channel;
    private final Type type;
    private final List<Integer> shape;
    private final long dataOffset;

    private NpyFile(Path path, FileChannel channel, Type type, List<Integer> shape, long dataOffset) {
        this.path = path;
        this.channel = channel;
        this.type = type;
        this.shape = List.copyOf(shape);
        this.dataOffset = dataOffset;
    }

    /** The element types that are read. */
    public enum Type {
        FLOAT32("<f4", 4),
        FLOAT64("<f8", 8),
        INT8("|i1", 1),
        UINT8("|u1", 1),
        INT16("<i2", 2),
        UINT16("<u2", 2),
        INT32("<i4", 4),
        UINT32("<u4", 4),
        INT64("<i8", 8);

        private final String descriptor;
        private final int sizeBytes;

        Type(String descriptor, int sizeBytes) {
            this.descriptor = descriptor;
            this.sizeBytes = sizeBytes;
        }

        /** Bytes of one element. */
        public int sizeBytes() {
            return sizeBytes;
        }

        /** Whether the elements are floating-point numbers. */
        public boolean isFloatingPoint() {
            return this == FLOAT32 || this == FLOAT64;
        }
    }

    /**
     * Opens a file and checks its header and its size.
     *
     * @throws NpyFormatException naming what is wrong: not npy, byte order, Fortran order, type, truncated
     */
    public static NpyFile open(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            return open(path, channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static NpyFile open(Path path, FileChannel channel) throws IOException {
        if (Files.isDirectory(path)) {
            throw new NpyFormatException(path, "a folder: expected a .npy file");
        }
        ByteBuffer start = read(path, channel, 0, (int) Math.min(12, channel.size()));
        for (byte expected : MAGIC) {
            if (!start.hasRemaining() || start.get() != expected) {
                throw new NpyFormatException(path, "not a .npy file (no NumPy magic at its start)");
            }
        }
        if (start.remaining() < 6) {
            throw new NpyFormatException(path, "truncated within the .npy header");
        }
        int version = start.get();
        start.get();
        if (version < 1 || version > 3) {
            throw new NpyFormatException(path, ".npy format version %d: expected 1 to 3".formatted(version));
        }
        int headerOffset = version == 1 ? 10 : 12;
        long headerLength = version == 1 ? start.getShort() & 0xffff : start.getInt() & 0xffff_ffffL;
        if (headerLength > LONGEST_HEADER || headerOffset + headerLength > channel.size()) {
            throw new NpyFormatException(path, "truncated within the .npy header (%d bytes)".formatted(headerLength));
        }
        String header = StandardCharsets.UTF_8
                .decode(read(path, channel, headerOffset, (int) headerLength))
                .toString();
        return ofHeader(path, channel, header, headerOffset + headerLength);
    }

    private static NpyFile ofHeader(Path path, FileChannel channel, String header, long dataOffset) throws IOException {
        String descriptor = value(path, header, DESCRIPTOR);
        if (value(path, header, FORTRAN_ORDER).equals("True")) {
            throw new NpyFormatException(path, "Fortran order: expected C order (save np.ascontiguousarray(array))");
        }
        Type type = type(path, descriptor);
        List<Integer> shape = shape(path, value(path, header, SHAPE));
        long there = channel.size() - dataOffset;
        BigInteger expected = shape.stream()
                .map(BigInteger::valueOf)
                .reduce(BigInteger.valueOf(type.sizeBytes), BigInteger::multiply);
        if (BigInteger.valueOf(there).compareTo(expected) < 0) {
            throw new NpyFormatException(
                    path, "truncated: %d bytes of data, expected %d for shape %s".formatted(there, expected, shape));
        }
        return new NpyFile(path, channel, type, shape, dataOffset);
    }

    private static String value(Path path, String header, Pattern pattern) throws NpyFormatException {
        Matcher matcher = pattern.matcher(header);
        if (!matcher.find()) {
            String printable = header.strip().replaceAll("\\p{Cntrl}", "?");
            throw new NpyFormatException(
                    path,
                    "unreadable .npy header: " + printable.substring(0, Math.min(printable.length(), QUOTED_HEADER)));
        }
        return matcher.group(1);
    }

    private static Type type(Path path, String descriptor) throws NpyFormatException {
        for (Type type : Type.values()) {
            if (type.descriptor.equals(descriptor)) {
                return type;
            }
        }
        String expected = "expected float32 or float64 (<f4, <f8) for predictions, an integer type for labels";
        throw new NpyFormatException(
                path,
                descriptor.startsWith(">")
                        ? "type '%s' is big-endian: expected little-endian (array.astype('<f4'))".formatted(descriptor)
                        : "type '%s': %s".formatted(descriptor, expected));
    }

    private static List<Integer> shape(Path path, String text) throws NpyFormatException {
        List<Integer> shape = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            if (!part.isBlank()) {
                try {
                    shape.add(Integer.parseInt(part.strip()));
                } catch (NumberFormatException e) {
                    throw new NpyFormatException(path, "shape (%s): expected lengths below 2^31".formatted(text));
                }
            }
        }
        return shape;
    }

    /** Where it lies. */
    public Path path() {
        return path;
    }

    /** The element type. */
    public Type type() {
        return type;
    }

    /** The lengths of the axes. */
    public List<Integer> shape() {
        return shape;
    }

    /**
     * Reads elements as doubles, each exactly (but int64 beyond 2^53).
     *
     * @param from index of the first element, in row-major order
     * @param count number of elements
     * @throws NpyFormatException if the file ends before them
     */
    public double[] readDoubles(long from, int count) throws IOException {
        double[] values = new double[count];
        readPieces(from, count, (first, end, bytes) -> {
            for (int i = first; i < end; i++) {
                values[i] = element(bytes);
            }
        });
        return values;
    }

    /**
     * Reads elements rounded to float32.
     *
     * @param from index of the first element, in row-major order
     * @param count number of elements
     * @throws NpyFormatException if the file ends before them
     */
    public float[] readFloats(long from, int count) throws IOException {
        float[] values = new float[count];
        readFloats(from, values);
        return values;
    }

    /** As {@link #readFloats(long, int)}, as many as {@code target} is long. */
    public void readFloats(long from, float[] target) throws IOException {
        readPieces(from, target.length, (first, end, bytes) -> {
            if (type == Type.FLOAT32) {
                bytes.asFloatBuffer().get(target, first, end - first);
                return;
            }
            for (int i = first; i < end; i++) {
                target[i] = (float) element(bytes);
            }
        });
    }

    /** Takes the elements of a buffer to their places. */
    private interface Taker {
        void take(int first, int end, ByteBuffer bytes);
    }

    /** In pieces that stay in the processor's cache, so that a large snapshot is not in memory twice. */
    private void readPieces(long from, int count, Taker taker) throws IOException {
        int longest = LARGEST_PIECE / type.sizeBytes;
        ByteBuffer bytes = buffer(Math.min(count, longest) * type.sizeBytes);
        int done = 0;
        while (done < count) {
            int piece = Math.min(count - done, longest);
            bytes.clear().limit(piece * type.sizeBytes);
            fill(bytes, path, channel, dataOffset + (from + done) * type.sizeBytes);
            taker.take(done, done + piece, bytes);
            done += piece;
        }
    }

    private double element(ByteBuffer bytes) {
        return switch (type) {
            case FLOAT32 -> bytes.getFloat();
            case FLOAT64 -> bytes.getDouble();
            case INT8 -> bytes.get();
            case UINT8 -> bytes.get() & 0xff;
            case INT16 -> bytes.getShort();
            case UINT16 -> bytes.getShort() & 0xffff;
            case INT32 -> bytes.getInt();
            case UINT32 -> bytes.getInt() & 0xffff_ffffL;
            case INT64 -> bytes.getLong();
        };
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static ByteBuffer read(Path path, FileChannel channel, long position, int length) throws IOException {
        ByteBuffer bytes = buffer(length);
        fill(bytes, path, channel, position);
        return bytes;
    }

    private static ByteBuffer buffer(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Fills the buffer up to its limit, and makes it ready to be read. */
    private static void fill(ByteBuffer bytes, Path path, FileChannel channel, long position) throws IOException {
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, position + bytes.position()) < 0) {
                throw new NpyFormatException(path, "truncated at byte %d".formatted(position + bytes.position()));
            }
        }
        bytes.flip();
    }
}
