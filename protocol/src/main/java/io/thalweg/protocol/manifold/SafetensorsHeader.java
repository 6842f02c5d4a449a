package io.thalweg.protocol.manifold;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The JSON header of a safetensors file (github.com/huggingface/safetensors): texts under {@code __metadata__}, and
 * type, shape and place of every tensor.
 *
 * <p>Read token by token with everything counted: a hostile header of 16 MiB costs little more than its own size.
 */
record SafetensorsHeader(Map<String, String> metadata, List<Tensor> tensors) {
    /** Longest header read or written. The format's own limit is 100 MB; ours needs about 100 bytes a landmark. */
    static final int MAX_BYTES = 16 << 20;

    private static final int MAX_ENTRIES = 256;
    private static final int MAX_DIMENSIONS = 8;
    private static final String METADATA = "__metadata__";
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    SafetensorsHeader {
        metadata = Map.copyOf(metadata);
        tensors = List.copyOf(tensors);
    }

    /** The header's bytes, keys sorted, padded with spaces to a multiple of 8; without the length before it. */
    byte[] encode() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeObjectFieldStart(METADATA);
            for (Map.Entry<String, String> entry : new TreeMap<>(metadata).entrySet()) {
                json.writeStringField(entry.getKey(), entry.getValue());
            }
            json.writeEndObject();
            for (Tensor tensor :
                    tensors.stream().sorted(Comparator.comparing(Tensor::name)).toList()) {
                encode(tensor, json);
            }
            json.writeEndObject();
        }
        while (bytes.size() % Long.BYTES != 0) {
            bytes.write(' ');
        }
        return bytes.toByteArray();
    }

    /**
     * Reads a header.
     *
     * @throws IOException when it is not JSON
     * @throws IllegalArgumentException when it is not the header of a safetensors file, or more than a manifold needs
     */
    static SafetensorsHeader parse(byte[] bytes) throws IOException {
        try (JsonParser json = JSON.createParser(bytes)) {
            expect(json.nextToken() == JsonToken.START_OBJECT, "the header is not a JSON object");
            Map<String, String> metadata = Map.of();
            List<Tensor> tensors = new ArrayList<>();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                expect(json.nextToken() == JsonToken.START_OBJECT, "'" + name + "' is not a JSON object");
                if (name.equals(METADATA)) {
                    metadata = metadata(json);
                } else {
                    tensors.add(tensor(name, json));
                }
                expect(tensors.size() <= MAX_ENTRIES, "it declares more than " + MAX_ENTRIES + " tensors");
            }
            expect(json.nextToken() == null, "something follows the header's JSON object");
            return new SafetensorsHeader(metadata, tensors);
        }
    }

    private static void encode(Tensor tensor, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart(tensor.name());
        json.writeStringField("dtype", tensor.type().name());
        json.writeFieldName("shape");
        json.writeArray(
                tensor.shape().stream().mapToLong(Long::longValue).toArray(),
                0,
                tensor.shape().size());
        json.writeFieldName("data_offsets");
        json.writeArray(new long[] {tensor.begin(), tensor.end()}, 0, 2);
        json.writeEndObject();
    }

    private static Map<String, String> metadata(JsonParser json) throws IOException {
        Map<String, String> metadata = new TreeMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            expect(json.nextToken() == JsonToken.VALUE_STRING, "metadata '" + name + "' is not a text");
            metadata.put(name, json.getText());
            expect(metadata.size() <= MAX_ENTRIES, "it has more than " + MAX_ENTRIES + " texts of metadata");
        }
        return metadata;
    }

    private static Tensor tensor(String name, JsonParser json) throws IOException {
        String type = "";
        List<Long> shape = List.of();
        List<Long> offsets = List.of();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "dtype" -> type = json.getText();
                case "shape" -> shape = sizes(name, json);
                case "data_offsets" -> offsets = sizes(name, json);
                default ->
                    throw new IllegalArgumentException(
                            "tensor '%s' has the unknown property '%s'".formatted(name, field));
            }
        }
        expect(offsets.size() == 2, "tensor '" + name + "' has no two data_offsets");
        return new Tensor(name, type(name, type), shape, offsets.get(0), offsets.get(1));
    }

    private static TensorType type(String tensor, String name) {
        for (TensorType type : TensorType.values()) {
            if (type.name().equals(name)) {
                return type;
            }
        }
        throw new IllegalArgumentException(
                "tensor '%s' has dtype '%s': expected F64, F32, I64 or I32".formatted(tensor, name));
    }

    private static List<Long> sizes(String tensor, JsonParser json) throws IOException {
        expect(json.currentToken() == JsonToken.START_ARRAY, "tensor '" + tensor + "' has sizes that are no list");
        List<Long> sizes = new ArrayList<>();
        while (json.nextToken() == JsonToken.VALUE_NUMBER_INT) {
            sizes.add(json.getLongValue());
            expect(json.getLongValue() >= 0, "tensor '" + tensor + "' has a size below 0");
            expect(sizes.size() <= MAX_DIMENSIONS, "tensor '" + tensor + "' has more than 8 dimensions");
        }
        expect(json.currentToken() == JsonToken.END_ARRAY, "tensor '" + tensor + "' has a size that is no integer");
        return sizes;
    }

    private static void expect(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
