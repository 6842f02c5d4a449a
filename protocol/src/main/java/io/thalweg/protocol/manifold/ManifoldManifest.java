package io.thalweg.protocol.manifold;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.thalweg.protocol.Expect;
import io.thalweg.protocol.ProbeSetId;
import java.io.IOException;
import java.util.Optional;

/**
 * What a manifold's chunks make up, as the value of its last record.
 *
 * @param schema {@value #SCHEMA}
 * @param manifold the content hash
 * @param chunks how many
 * @param chunkBytes size of each but the last
 * @param bytes size of the file
 * @param probeSet what it was built on, so that a reader may choose before it downloads
 */
@JsonPropertyOrder({"schema", "manifold", "chunks", "chunkBytes", "bytes", "probeSet"})
record ManifoldManifest(String schema, String manifold, int chunks, int chunkBytes, long bytes, String probeSet) {
    static final String SCHEMA = "thalweg.manifolds/1";

    /** Part of the format: a chunk's place in the file is its index times this. Fits brokers with default limits. */
    static final int CHUNK_BYTES = 900_000;

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    ManifoldManifest {
        Expect.that(schema.equals(SCHEMA), "schema of the manifest", schema, SCHEMA);
        Expect.that(chunkBytes == CHUNK_BYTES, "chunkBytes", chunkBytes, "" + CHUNK_BYTES);
        Expect.that(bytes > 0, "bytes", bytes, "at least 1");
        Expect.that(
                chunks == (bytes + chunkBytes - 1) / chunkBytes, "chunks", chunks, "bytes / chunkBytes, rounded up");
    }

    static ManifoldManifest of(ManifoldHash manifold, long bytes, ProbeSetId probeSet) {
        int chunks = Math.toIntExact((bytes + CHUNK_BYTES - 1) / CHUNK_BYTES);
        return new ManifoldManifest(SCHEMA, manifold.value(), chunks, CHUNK_BYTES, bytes, probeSet.value());
    }

    byte[] toJson() throws JsonProcessingException {
        return JSON.writeValueAsBytes(this);
    }

    /**
     * Reads a manifest.
     *
     * @throws IllegalArgumentException when it is none, in one line
     */
    static ManifoldManifest parse(byte[] json) {
        try {
            // The JSON text null becomes a null.
            return Optional.ofNullable(JSON.readValue(json, ManifoldManifest.class))
                    .orElseThrow(() -> new IllegalArgumentException("the manifest cannot be read: it is null"));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the manifest cannot be read: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("the manifest cannot be read: " + e.getMessage(), e);
        }
    }
}
