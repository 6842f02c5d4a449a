package io.thalweg.processor.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** A whole answer. */
final class Reply {
    static final String JSON = "application/json; charset=utf-8";
    private static final int TAG_BYTES = 16;
    private static final JsonFactory FACTORY = new JsonFactory();

    private final int status;
    private final String contentType;
    private final byte[] content;
    private final Optional<String> tag;

    private Reply(int status, String contentType, byte[] content, Optional<String> tag) {
        this.status = status;
        this.contentType = contentType;
        this.content = content;
        this.tag = tag;
    }

    /** What writes a JSON value. */
    @FunctionalInterface
    interface JsonWriter {
        void write(JsonGenerator json) throws IOException;
    }

    /** An answer of any type; {@code content} is handed over, not copied. */
    static Reply of(int status, String contentType, byte[] content) {
        return new Reply(status, contentType, content, Optional.empty());
    }

    /** The members of a JSON object. */
    static Reply json(int status, JsonWriter members) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            json.writeStartObject();
            members.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("JSON that cannot be written", e);
        }
        return new Reply(status, JSON, out.toByteArray(), Optional.empty());
    }

    /** What went wrong, in one sentence. */
    static Reply error(int status, String sentence) {
        return json(status, json -> {
            json.writeNumberField("status", status);
            json.writeStringField("error", sentence);
        });
    }

    /** The same with the hash of its content, by which a browser asks whether what it has is current. */
    Reply tagged() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            return new Reply(
                    status,
                    contentType,
                    content,
                    Optional.of('"' + HexFormat.of().formatHex(hash, 0, TAG_BYTES) + '"'));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The same without content: what the browser has is current. */
    Reply unchanged() {
        return new Reply(304, contentType, new byte[0], tag);
    }

    /** For content that seldom changes, a name of what it is now. */
    Optional<String> tag() {
        return tag;
    }

    int status() {
        return status;
    }

    String contentType() {
        return contentType;
    }

    /** The bytes themselves, not a copy: written once and dropped. */
    byte[] content() {
        return content;
    }
}
