package io.thalweg.processor.live;

import io.thalweg.protocol.record.AlarmKind;
import io.thalweg.protocol.record.MetricsRecord;
import io.thalweg.protocol.record.Nearest;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of one metrics record of a run: the figures that change, in single precision. That is a fifth of the record's
 * JSON, so that the whole path of a thousand runs has room. Immutable.
 */
public final class PathPoint {
    private static final Figure[] FIGURES = Figure.values();

    /** What one point takes on the heap with three coordinates and the nearest landmark. */
    static final int BYTES = 240;

    private final long step;
    private final long publishedAtMillis;
    /** The figures in their order, then the coordinates; NaN for one that is absent. */
    private final float[] values;

    private final @Nullable Nearest nearest;
    private final Set<AlarmKind> alarms;

    private PathPoint(MetricsRecord record, float[] values) {
        this.step = record.step();
        this.publishedAtMillis = record.publishedAt().toEpochMilli();
        this.values = values;
        this.nearest = record.nearest().map(PathPoint::shared).orElse(null);
        this.alarms = record.alarms().isEmpty() ? Set.of() : EnumSet.copyOf(record.alarms());
    }

    static PathPoint of(MetricsRecord record) {
        List<Double> coordinates = record.coordinates();
        float[] values = new float[FIGURES.length + coordinates.size()];
        for (Figure figure : FIGURES) {
            values[figure.place()] = (float) figure.of(record).orElse(Double.NaN);
        }
        for (int k = 0; k < coordinates.size(); k++) {
            values[FIGURES.length + k] = coordinates.get(k).floatValue();
        }
        return new PathPoint(record, values);
    }

    /** The names of reference runs come with every record anew: one copy of each will do. */
    private static Nearest shared(Nearest nearest) {
        return new Nearest(nearest.run().intern(), nearest.config().intern(), nearest.index(), nearest.progress());
    }

    /** The trainer's step. */
    public long step() {
        return step;
    }

    /** When the trainer published it, by its clock. */
    public Instant publishedAt() {
        return Instant.ofEpochMilli(publishedAtMillis);
    }

    /** A figure; absent where the record had none. */
    public OptionalDouble figure(Figure figure) {
        float value = values[figure.place()];
        return Float.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    }

    /** How many axes it has a coordinate on: none when the snapshot was not finite. */
    public int axes() {
        return values.length - FIGURES.length;
    }

    /** The coordinate on an axis, the first being 0. */
    public double coordinate(int axis) {
        return values[FIGURES.length + axis];
    }

    /** The nearest landmark. */
    public Optional<Nearest> nearest() {
        return Optional.ofNullable(nearest);
    }

    /** The alarms that stood after it. */
    public Set<AlarmKind> alarms() {
        return Set.copyOf(alarms);
    }
}
