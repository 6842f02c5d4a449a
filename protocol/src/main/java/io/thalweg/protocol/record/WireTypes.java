package io.thalweg.protocol.record;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import io.thalweg.protocol.Expect;
import io.thalweg.protocol.ProbeSetId;
import io.thalweg.protocol.RunId;
import io.thalweg.protocol.chunk.RejectionReason;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.function.Function;

/** The values that are strings in JSON. */
final class WireTypes extends SimpleModule {
    private static final long serialVersionUID = 1;
    /** Always three decimals, so that the text sorts as the time does. */
    private static final DateTimeFormatter MILLISECONDS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    WireTypes() {
        text(RunId.class, RunId::value, WireTypes::runId);
        text(ProbeSetId.class, ProbeSetId::value, ProbeSetId::new);
        text(Instant.class, MILLISECONDS::format, WireTypes::instant);
    }

    private static RunId runId(String value) {
        if (!RunId.isValid(value)) {
            String expectation = "1 to 128 of the characters A-Z a-z 0-9 . _ -";
            throw new RejectedRecordException(RejectionReason.BAD_RUN_ID, Expect.sentence("run", value, expectation));
        }
        return new RunId(value);
    }

    private static Instant instant(String value) {
        try {
            return Instant.parse(value);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    Expect.sentence("instant", value, "ISO 8601 in UTC, such as 2026-11-23T14:17:00.123Z"), e);
        }
    }

    private <T> void text(Class<T> type, Function<T, String> toText, Function<String, T> fromText) {
        addSerializer(type, new TextSerializer<>(type, toText));
        addDeserializer(type, new TextDeserializer<>(type, fromText));
    }

    @SuppressWarnings("serial") // Jackson's bases are serialisable; these are never serialised themselves.
    private static final class TextSerializer<T> extends StdScalarSerializer<T> {
        private final Function<T, String> toText;

        TextSerializer(Class<T> type, Function<T, String> toText) {
            super(type);
            this.toText = toText;
        }

        @Override
        public void serialize(T value, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(toText.apply(value));
        }
    }

    @SuppressWarnings("serial")
    private static final class TextDeserializer<T> extends StdScalarDeserializer<T> {
        private final Class<T> type;
        private final Function<String, T> fromText;

        TextDeserializer(Class<T> type, Function<String, T> fromText) {
            super(type);
            this.type = type;
            this.fromText = fromText;
        }

        @Override
        public T deserialize(JsonParser json, DeserializationContext context) throws IOException {
            if (!json.hasToken(JsonToken.VALUE_STRING)) {
                return type.cast(context.handleUnexpectedToken(type, json));
            }
            return fromText.apply(json.getText());
        }
    }
}
