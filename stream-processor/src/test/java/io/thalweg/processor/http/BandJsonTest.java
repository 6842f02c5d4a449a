package io.thalweg.processor.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.thalweg.processor.tracking.TinyManifold;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class BandJsonTest {
    @Test
    void limitIsWhereTheAlarmBegins() throws IOException {
        JsonNode band = band(TinyManifold.of(12));

        assertEquals(101, band.get("limitNats").size());
        for (int i = 0; i <= 100; i++) {
            assertEquals(i / 100.0, band.get("progress").get(i).asDouble(), 1e-12);
            assertEquals(TinyManifold.THRESHOLD, band.get("limitNats").get(i).asDouble(), 1e-9);
        }
    }

    @Test
    void thereIsNoLimitWhereTooFewRunsSupportOne() throws IOException {
        JsonNode band = band(TinyManifold.of(12, 5, "2"));

        assertFalse(band.has("limitNats"));
        assertEquals(101, band.get("usualNats").size());
    }

    private static JsonNode band(TinyManifold manifold) throws IOException {
        Reply reply = Reply.json(200, json -> new BandJson(manifold.loaded(), 0.05).write("band", json));
        return new JsonMapper().readTree(reply.content()).get("band");
    }
}
