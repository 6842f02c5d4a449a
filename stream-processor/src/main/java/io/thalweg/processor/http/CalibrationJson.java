package io.thalweg.processor.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.thalweg.geometry.Calibration;
import io.thalweg.processor.tracking.LoadedManifold;
import java.io.IOException;
import java.util.OptionalDouble;

/** What a manifold's alarms and familiarity rest on, as JSON. */
final class CalibrationJson {
    private CalibrationJson() {}

    /** Writes one object: the joint calibration of the detectors, and in {@code familiarity} that of the nearest tube. */
    static void write(LoadedManifold loaded, double alpha, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("alpha", alpha);
        Calibration runs = loaded.calibration().calibration(true);
        OptionalDouble threshold = loaded.calibration().threshold(alpha, true);
        support(runs, threshold.isPresent(), json);
        number("threshold", threshold, json);
        number("thresholdByStep", loaded.calibration().threshold(alpha, false), json);
        scores(runs, json);
        json.writeObjectFieldStart("familiarity");
        OptionalDouble boundary = loaded.kinship().boundary(alpha);
        support(loaded.kinship().calibration(), boundary.isPresent(), json);
        number("boundary", boundary, json);
        scores(loaded.kinship().calibration(), json);
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void support(Calibration calibration, boolean supports, JsonGenerator json) throws IOException {
        json.writeNumberField("runs", calibration.runs());
        json.writeNumberField("configurations", calibration.configurations());
        json.writeNumberField("smallestAlpha", calibration.smallestAlpha());
        json.writeBooleanField("supportsAlpha", supports);
    }

    private static void number(String name, OptionalDouble value, JsonGenerator json) throws IOException {
        if (value.isPresent()) {
            json.writeNumberField(name, value.getAsDouble());
        }
    }

    private static void scores(Calibration calibration, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("scores");
        for (double score : calibration.scores()) {
            json.writeNumber(score);
        }
        json.writeEndArray();
    }
}
