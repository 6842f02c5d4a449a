package io.thalweg.geometry;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Just enough of NumPy's format to read the golden files: version 1, little-endian, C order. */
final class Npy {
    private Npy() {}

    static float[] floats(String resource) {
        ByteBuffer data = data(resource, "<f4");
        float[] values = new float[data.remaining() / Float.BYTES];
        data.asFloatBuffer().get(values);
        return values;
    }

    static int[] ints(String resource) {
        ByteBuffer data = data(resource, "<i4");
        int[] values = new int[data.remaining() / Integer.BYTES];
        data.asIntBuffer().get(values);
        return values;
    }

    private static ByteBuffer data(String resource, String type) {
        try (InputStream in = Objects.requireNonNull(Npy.class.getResourceAsStream(resource), resource)) {
            ByteBuffer file = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
            int headerLength = file.getShort(8);
            String header = new String(file.array(), 10, headerLength, StandardCharsets.US_ASCII);
            if (!header.contains("'" + type + "'") || !header.contains("'fortran_order': False")) {
                throw new IllegalArgumentException(resource + ": " + header);
            }
            return file.position(10 + headerLength).slice().order(ByteOrder.LITTLE_ENDIAN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
