package io.thalweg.processor.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.thalweg.processor.live.Figure;
import io.thalweg.processor.live.PathPoint;
import io.thalweg.protocol.record.AlarmKind;
import java.io.IOException;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/** A run's path as JSON: point by point for one run, by columns, which is smaller and faster to read, for many. */
final class PathJson {
    /** The figures that a picture of many runs needs. */
    private static final List<Figure> DRAWN = List.of(Figure.PROGRESS, Figure.OFF_MANIFOLD_NATS);

    private static final double DECIMALS = 1e5;

    private PathJson() {}

    /** Writes an array of objects with the keys of the metrics record. */
    static void points(String name, List<PathPoint> path, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart(name);
        for (PathPoint point : path) {
            json.writeStartObject();
            point(point, json);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void point(PathPoint point, JsonGenerator json) throws IOException {
        json.writeNumberField("step", point.step());
        json.writeStringField("publishedAt", point.publishedAt().toString());
        for (Figure figure : Figure.values()) {
            OptionalDouble value = point.figure(figure);
            if (value.isPresent()) {
                json.writeNumberField(figure.key(), (float) value.getAsDouble());
            }
        }
        if (point.axes() > 0) {
            json.writeArrayFieldStart("coordinates");
            for (int axis = 0; axis < point.axes(); axis++) {
                json.writeNumber((float) point.coordinate(axis));
            }
            json.writeEndArray();
        }
        if (point.nearest().isPresent()) {
            json.writeObjectFieldStart("nearest");
            json.writeStringField("run", point.nearest().get().run());
            json.writeStringField("config", point.nearest().get().config());
            OptionalDouble progress = point.nearest().get().progress();
            if (progress.isPresent()) {
                json.writeNumberField("progress", progress.getAsDouble());
            }
            json.writeEndObject();
        }
        json.writeArrayFieldStart("alarms");
        for (AlarmKind kind : new TreeSet<>(point.alarms())) {
            json.writeString(kind.name());
        }
        json.writeEndArray();
    }

    /** Writes an object of arrays of equal length, one an axis in {@code coordinates}; null where there is no number. */
    static void columns(String name, List<PathPoint> path, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeArrayFieldStart("step");
        for (PathPoint point : path) {
            json.writeNumber(point.step());
        }
        json.writeEndArray();
        for (Figure figure : DRAWN) {
            json.writeFieldName(figure.key());
            column(path, point -> point.figure(figure).orElse(Double.NaN), json);
        }
        json.writeArrayFieldStart("coordinates");
        int axes = path.stream().mapToInt(PathPoint::axes).max().orElse(0);
        for (int k = 0; k < axes; k++) {
            int axis = k;
            column(path, point -> axis < point.axes() ? point.coordinate(axis) : Double.NaN, json);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void column(List<PathPoint> path, ToDoubleFunction<PathPoint> figure, JsonGenerator json)
            throws IOException {
        json.writeStartArray();
        for (PathPoint point : path) {
            double value = figure.applyAsDouble(point);
            if (Double.isFinite(value)) {
                json.writeNumber(Math.round(value * DECIMALS) / DECIMALS);
            } else {
                json.writeNull();
            }
        }
        json.writeEndArray();
    }
}
