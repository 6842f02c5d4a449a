package io.thalweg.protocol;

import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The identity of a probe set: the SHA-256 over its sample ids and labels in order (see {@link ProbeSet}).
 *
 * @param value {@code sha256:} and 64 lower-case hexadecimal digits
 */
public record ProbeSetId(String value) {
    public static final int BYTES = 32;
    private static final String PREFIX = "sha256:";
    private static final Pattern ALLOWED = Pattern.compile("sha256:[0-9a-f]{64}");

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException when {@code value} has another form
     */
    public ProbeSetId {
        Expect.that(
                ALLOWED.matcher(value).matches(),
                "probe set id",
                value,
                "sha256: and 64 lower-case hexadecimal digits");
    }

    /**
     * The id with this digest.
     *
     * @throws IllegalArgumentException when there are not 32 bytes
     */
    public static ProbeSetId ofBytes(byte[] digest) {
        Expect.that(digest.length == BYTES, "length of the probe set digest", digest.length, "32 bytes");
        return new ProbeSetId(PREFIX + HexFormat.of().formatHex(digest));
    }

    /** The 32 bytes of the digest. */
    public byte[] bytes() {
        return HexFormat.of().parseHex(value, PREFIX.length(), value.length());
    }

    @Override
    public String toString() {
        return value;
    }
}
