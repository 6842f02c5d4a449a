package io.thalweg.protocol.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.thalweg.protocol.chunk.ChunkReader;
import io.thalweg.protocol.chunk.RejectionReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * JSON of one kind of record: absent rather than null, instants in ISO 8601 with milliseconds; on reading, unknown keys are
 * ignored and the last of duplicate keys counts. Thread-safe.
 *
 * @param <T> the record
 */
public final class JsonFormat<T> {
    /** Longest sentence of a refusal: what Jackson quotes may be as long as the record. */
    private static final int LONGEST_MESSAGE = 400;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new WireTypes())
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
            .withConfigOverride(List.class, o -> o.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
            .withConfigOverride(Map.class, o -> o.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    private final String name;
    private final ObjectReader reader;
    private final ObjectWriter writer;

    private JsonFormat(Class<T> type) {
        this.name = type.getSimpleName();
        this.reader = MAPPER.readerFor(type);
        this.writer = MAPPER.writerFor(type);
    }

    public static JsonFormat<RunRecord> runs() {
        return new JsonFormat<>(RunRecord.class);
    }

    public static JsonFormat<MetricsRecord> metrics() {
        return new JsonFormat<>(MetricsRecord.class);
    }

    public static JsonFormat<DecisionRecord> decisions() {
        return new JsonFormat<>(DecisionRecord.class);
    }

    /** UTF-8, on one line. */
    public byte[] write(T value) {
        try {
            return writer.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a " + name + " that cannot be written", e);
        }
    }

    /**
     * The record that is written there.
     *
     * @throws RejectedRecordException when {@code json} is not such a record, with the reason and one line that says where
     */
    public T read(byte[] json) {
        if (json.length > ChunkReader.MAX_RECORD_BYTES) {
            throw new RejectedRecordException(
                    RejectionReason.OVERSIZED,
                    json.length + " bytes, at most " + ChunkReader.MAX_RECORD_BYTES + " are read");
        }
        @Nullable T value;
        try {
            value = reader.readValue(json);
        } catch (IOException e) {
            throw rejection(e);
        }
        if (value == null) {
            throw new RejectedRecordException(RejectionReason.MALFORMED, name + ": null");
        }
        return value;
    }

    private RejectedRecordException rejection(IOException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RejectedRecordException rejected) {
                return rejected;
            }
            if (cause instanceof IllegalArgumentException) {
                return malformed(cause.getMessage());
            }
        }
        String message =
                failure instanceof JsonProcessingException json ? json.getOriginalMessage() : failure.getMessage();
        return malformed(place(failure) + message);
    }

    private RejectedRecordException malformed(@Nullable String message) {
        String line = (name + ": " + message).replaceAll("\\R", " ");
        return new RejectedRecordException(
                RejectionReason.MALFORMED, line.substring(0, Math.min(line.length(), LONGEST_MESSAGE)));
    }

    /** The path of keys to where reading failed, so far as it got. */
    private static String place(IOException failure) {
        if (!(failure instanceof JsonMappingException mapping)
                || mapping.getPath().isEmpty()) {
            return "";
        }
        return mapping.getPath().stream()
                .map(at -> at.getFieldName() == null ? "[" + at.getIndex() + "]" : at.getFieldName())
                .collect(Collectors.joining(".", "", ": "));
    }
}
