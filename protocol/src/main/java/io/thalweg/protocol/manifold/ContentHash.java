package io.thalweg.protocol.manifold;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * The hash of a manifold file: SHA-256 over all its bytes, with the 64 digits of the hash itself (where they first
 * stand in the header) taken as zeros.
 */
final class ContentHash {
    private ContentHash() {}

    /**
     * Where the digits of a hash stand in a header.
     *
     * @throws IllegalArgumentException when they do not
     */
    static int positionOfDigits(byte[] header, ManifoldHash hash) {
        // Every byte is a Latin-1 character, so positions in the text are positions in the bytes.
        int position = new String(header, StandardCharsets.ISO_8859_1).indexOf(hash.hex());
        if (position < 0) {
            throw new IllegalArgumentException("the digits of its content hash are not written out in its header");
        }
        return position;
    }

    /** A digest that has taken the length and the header. */
    static MessageDigest begin(byte[] header, ManifoldHash named) {
        byte[] blank = header.clone();
        int position = positionOfDigits(header, named);
        Arrays.fill(blank, position, position + ManifoldHash.DIGITS, (byte) '0');
        MessageDigest digest = Sha256.digest();
        digest.update(
                ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(0, header.length));
        digest.update(blank);
        return digest;
    }

    /** Adds the bytes from one position of a file to another, and lets somebody look at them. */
    static void add(MessageDigest digest, FileInput file, long from, long to, FileInput.Visitor visitor)
            throws IOException {
        file.visit(from, to, buffer -> {
            digest.update(buffer.duplicate());
            visitor.visit(buffer);
        });
    }
}
