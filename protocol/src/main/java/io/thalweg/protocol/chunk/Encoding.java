package io.thalweg.protocol.chunk;

import java.util.Optional;

/** How a chunk's payload writes a probability p. */
public enum Encoding {
    /** p as an IEEE 754 binary32. */
    FLOAT32_PROBABILITIES(1, Float.BYTES),
    /** sqrt(p) as an IEEE 754 binary16, rounded to nearest even: half the bytes, no square root left for the reader. */
    FLOAT16_AMPLITUDES(2, Short.BYTES);

    private final int code;
    private final int bytesPerValue;

    Encoding(int code, int bytesPerValue) {
        this.code = code;
        this.bytesPerValue = bytesPerValue;
    }

    /** The number in the header. */
    public int code() {
        return code;
    }

    public int bytesPerValue() {
        return bytesPerValue;
    }

    /** The encoding with this number, if there is one. */
    public static Optional<Encoding> ofCode(int code) {
        return switch (code) {
            case 1 -> Optional.of(FLOAT32_PROBABILITIES);
            case 2 -> Optional.of(FLOAT16_AMPLITUDES);
            default -> Optional.empty();
        };
    }
}
