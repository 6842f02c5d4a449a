package io.thalweg.processor.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.thalweg.processor.tracking.LoadedManifold;
import io.thalweg.processor.tracking.TinyManifold;
import java.io.IOException;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class CalibrationJsonTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final LoadedManifold LOADED = TinyManifold.trained().loaded();

    private static JsonNode json(double alpha) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = MAPPER.createGenerator(text)) {
            CalibrationJson.write(LOADED, alpha, json);
        }
        return MAPPER.readTree(text.toString());
    }

    @Test
    void saysOnWhatTheThresholdRests() throws IOException {
        JsonNode json = json(0.05);

        assertEquals(20, json.get("runs").asInt());
        assertEquals(10, json.get("configurations").asInt());
        assertEquals(1.0 / 21, json.get("smallestAlpha").asDouble(), 1e-12);
        assertTrue(json.get("supportsAlpha").asBoolean());
        assertEquals(
                LOADED.calibration().threshold(0.05, true).orElseThrow(),
                json.get("threshold").asDouble());
        assertEquals(20, json.get("scores").size());
    }

    @Test
    void familiarityHasABoundaryOfItsOwn() throws IOException {
        JsonNode familiarity = json(0.05).get("familiarity");

        assertEquals(
                LOADED.kinship().boundary(0.05).orElseThrow(),
                familiarity.get("boundary").asDouble());
        assertEquals(20, familiarity.get("scores").size());
    }

    @Test
    void anAlphaThatSoFewRunsDoNotSupportHasNoThreshold() throws IOException {
        JsonNode json = json(0.01);

        assertFalse(json.get("supportsAlpha").asBoolean());
        assertTrue(json.path("threshold").isMissingNode());
        assertTrue(json.at("/familiarity/boundary").isMissingNode());
    }
}
