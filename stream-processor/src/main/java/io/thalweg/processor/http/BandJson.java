package io.thalweg.processor.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.thalweg.geometry.detection.DistanceDetector;
import io.thalweg.geometry.detection.HealthyFigures;
import io.thalweg.geometry.detection.JointCalibration;
import io.thalweg.geometry.detection.SnapshotFigures;
import io.thalweg.processor.tracking.LoadedManifold;
import java.io.IOException;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.DoubleUnaryOperator;

/** The calibrated band of healthy runs over progress, as JSON: what is usual, and where the alarm of distance begins. */
final class BandJson {
    private static final int INTERVALS = 100;

    private final JointCalibration calibration;
    private final OptionalDouble threshold;

    BandJson(LoadedManifold loaded, double alpha) {
        this.calibration = loaded.calibration();
        this.threshold = calibration.threshold(alpha, true);
    }

    /** Writes columns of equal length; {@code limitNats} only where the runs support a threshold. */
    void write(String name, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart(name);
        column("progress", progress -> progress, json);
        column("usualNats", progress -> at(progress).usualOffNats(), json);
        if (threshold.isPresent()) {
            column("limitNats", progress -> threshold.getAsDouble() * DistanceDetector.unitNats(at(progress)), json);
        }
        json.writeEndObject();
    }

    /** At the end of a run, where the allowance of the first steps is over. */
    private HealthyFigures at(double progress) {
        return calibration.healthyAt(new SnapshotFigures(1, progress, 0, 0), OptionalLong.of(1));
    }

    private static void column(String name, DoubleUnaryOperator figure, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart(name);
        for (int i = 0; i <= INTERVALS; i++) {
            json.writeNumber(figure.applyAsDouble((double) i / INTERVALS));
        }
        json.writeEndArray();
    }
}
