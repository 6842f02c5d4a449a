package io.thalweg.processor.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A whole answer. */
final class Reply {
    static final String JSON = "application/json; charset=utf-8";
    private static final JsonFactory FACTORY = new JsonFactory();

    private final int status;
    private final String contentType;
    private final byte[] content;

    private Reply(int status, String contentType, byte[] content) {
        this.status = status;
        this.contentType = contentType;
        this.content = content;
    }

    /** What writes a JSON value. */
    @FunctionalInterface
    interface JsonWriter {
        void write(JsonGenerator json) throws IOException;
    }

    /** An answer of any type; {@code content} is handed over, not copied. */
    static Reply of(int status, String contentType, byte[] content) {
        return new Reply(status, contentType, content);
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
        return new Reply(status, JSON, out.toByteArray());
    }

    /** What went wrong, in one sentence. */
    static Reply error(int status, String sentence) {
        return json(status, json -> {
            json.writeNumberField("status", status);
            json.writeStringField("error", sentence);
        });
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
