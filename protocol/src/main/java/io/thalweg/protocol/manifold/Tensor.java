package io.thalweg.protocol.manifold;

import java.util.Arrays;
import java.util.List;

/**
 * Where one tensor lies.
 *
 * @param begin its first byte, counted from the end of the header
 * @param end the byte after its last
 */
record Tensor(String name, TensorType type, List<Long> shape, long begin, long end) {
    /**
     * Checks that the bytes are as many as the shape needs.
     *
     * @throws IllegalArgumentException naming the tensor
     */
    Tensor {
        shape = List.copyOf(shape);
        if (begin < 0 || end < begin || end - begin != sizeBytes(name, type, shape)) {
            throw new IllegalArgumentException("tensor '%s' of %s %s lies at bytes %d to %d: expected %d bytes"
                    .formatted(name, type, shape, begin, end, sizeBytes(name, type, shape)));
        }
        if (begin % type.bytes() != 0) {
            throw new IllegalArgumentException("tensor '%s' of %s begins at byte %d: expected a multiple of %d"
                    .formatted(name, type, begin, type.bytes()));
        }
    }

    /** The tensor that begins where the one before it ends. */
    static Tensor at(long begin, String name, TensorType type, long... shape) {
        List<Long> sizes = Arrays.stream(shape).boxed().toList();
        return new Tensor(name, type, sizes, begin, begin + sizeBytes(name, type, sizes));
    }

    /** Number of elements. */
    long elements() {
        return (end - begin) / type.bytes();
    }

    private static long sizeBytes(String name, TensorType type, List<Long> shape) {
        try {
            long bytes = type.bytes();
            for (long size : shape) {
                bytes = Math.multiplyExact(bytes, size);
            }
            return bytes;
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "tensor '%s' of shape %s: expected less than 2^63 bytes".formatted(name, shape), e);
        }
    }
}
