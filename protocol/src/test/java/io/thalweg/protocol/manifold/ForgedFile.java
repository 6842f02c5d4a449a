package io.thalweg.protocol.manifold;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.UnaryOperator;

/** What somebody who knows the format can do to a manifold file: change it anywhere and put the right hash in. */
final class ForgedFile {
    private final String header;
    private final byte[] data;

    private ForgedFile(String header, byte[] data) {
        this.header = header;
        this.data = data;
    }

    static ForgedFile from(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int length = (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
        return new ForgedFile(
                new String(bytes, Long.BYTES, length, StandardCharsets.UTF_8),
                Arrays.copyOfRange(bytes, Long.BYTES + length, bytes.length));
    }

    String header() {
        return header;
    }

    /** A copy of everything behind the header. */
    byte[] data() {
        return data.clone();
    }

    ForgedFile header(UnaryOperator<String> change) {
        return new ForgedFile(change.apply(header), data);
    }

    ForgedFile data(byte[] changed) {
        return new ForgedFile(header, changed);
    }

    /** Writes it with the hash that it should have. */
    Path write(Path target) throws IOException {
        String blank = header.replaceFirst(
                "\"content_hash\":\"sha256:[0-9a-f]{64}\"", "\"content_hash\":\"sha256:" + "0".repeat(64) + "\"");
        MessageDigest digest = Sha256.digest();
        digest.update(bytes(blank));
        String digits = HexFormat.of().formatHex(digest.digest());
        return Files.write(target, bytes(blank.replaceFirst("sha256:0{64}", "sha256:" + digits)));
    }

    private byte[] bytes(String text) {
        byte[] json = text.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Long.BYTES + json.length + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .put(json)
                .put(data)
                .array();
    }
}
