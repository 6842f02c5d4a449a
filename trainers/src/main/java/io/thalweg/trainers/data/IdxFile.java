package io.thalweg.trainers.data;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A gzipped IDX file of unsigned bytes, the format of MNIST (LeCun, Cortes, Burges 1998): two zero bytes, 8 for "unsigned
 * byte", the number of dimensions, each dimension's size as a big-endian 32-bit number, then the values row by row.
 */
final class IdxFile {
    private static final int UNSIGNED_BYTES = 0x0800;

    private final int[] sizes;
    private final byte[] values;

    private IdxFile(int[] sizes, byte[] values) {
        this.sizes = sizes;
        this.values = values;
    }

    /**
     * Reads it whole.
     *
     * @param dimensions how many it must have: 1 for labels, 3 for images
     * @throws IOException naming the file, what is wrong and what was expected
     */
    static IdxFile read(Path file, int dimensions) throws IOException {
        try (InputStream raw = Files.newInputStream(file);
                DataInputStream in = new DataInputStream(new GZIPInputStream(raw))) {
            int magic = in.readInt();
            if (magic != UNSIGNED_BYTES + dimensions) {
                throw new IOException("%s begins with %08x: expected %08x, an IDX file of bytes in %d dimensions"
                        .formatted(file, magic, UNSIGNED_BYTES + dimensions, dimensions));
            }
            int[] sizes = new int[dimensions];
            long count = 1;
            for (int d = 0; d < dimensions; d++) {
                sizes[d] = in.readInt();
                count = sizes[d] < 1 ? -1 : count * sizes[d];
                if (count < 1 || count > Integer.MAX_VALUE - Long.BYTES) {
                    throw new IOException("%s: dimension %d is %d: expected a size above 0, below 2^31 values in all"
                            .formatted(file, d, sizes[d]));
                }
            }
            byte[] values = in.readNBytes((int) count);
            if (values.length != count || in.read() >= 0) {
                throw new IOException("%s holds %s%d values: expected %d, as its sizes %s say"
                        .formatted(
                                file,
                                values.length == count ? "more than " : "",
                                values.length,
                                count,
                                Arrays.toString(sizes)));
            }
            return new IdxFile(sizes, values);
        } catch (ZipException | EOFException e) {
            throw new IOException("%s: %s: expected a whole gzipped IDX file".formatted(file, e.getMessage()), e);
        }
    }

    /** The size of a dimension, from 0. */
    int size(int dimension) {
        return sizes[dimension];
    }

    /** A value by its place in the file, 0 to 255. */
    int value(int place) {
        return Byte.toUnsignedInt(values[place]);
    }
}
