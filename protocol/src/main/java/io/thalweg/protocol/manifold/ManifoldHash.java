package io.thalweg.protocol.manifold;

import io.thalweg.protocol.Expect;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The identity of a reference manifold: the content hash of its file (docs/manifold-format.md). Every metric record names
 * the manifold that it was measured against by this.
 *
 * @param value {@code sha256:} and 64 lower-case hexadecimal digits
 */
public record ManifoldHash(String value) {
    static final int DIGITS = 64;
    private static final String PREFIX = "sha256:";
    private static final Pattern ALLOWED = Pattern.compile("sha256:[0-9a-f]{64}");

    /**
     * Checks the value.
     *
     * @throws IllegalArgumentException when {@code value} has another form
     */
    public ManifoldHash {
        Expect.that(isValid(value), "manifold hash", value, "sha256: and 64 lower-case hexadecimal digits");
    }

    static ManifoldHash ofBytes(byte[] digest) {
        return new ManifoldHash(PREFIX + HexFormat.of().formatHex(digest));
    }

    public static boolean isValid(String value) {
        return ALLOWED.matcher(value).matches();
    }

    /** The 64 digits alone: what may stand in a file name. */
    public String hex() {
        return value.substring(PREFIX.length());
    }

    @Override
    public String toString() {
        return value;
    }
}
