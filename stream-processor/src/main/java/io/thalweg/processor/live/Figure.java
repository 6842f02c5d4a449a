package io.thalweg.processor.live;

import io.thalweg.protocol.record.Detectors;
import io.thalweg.protocol.record.MetricsRecord;
import java.util.OptionalDouble;

/** A figure of a metrics record that changes from snapshot to snapshot; {@code docs/schemas} says what each is. */
public enum Figure {
    COVERAGE(0, "coverage"),
    PROGRESS(1, "progress"),
    BEST_PROGRESS(2, "bestProgress"),
    OFF_MANIFOLD_NATS(3, "offManifoldNats"),
    STANDARD_ERROR_NATS(4, "standardErrorNats"),
    HEIGHT_NATS(5, "heightNats"),
    DISTANCE_TO_TRUTH_NATS(6, "distanceToTruthNats"),
    DISTANCE_TO_IGNORANCE_NATS(7, "distanceToIgnoranceNats"),
    PATH_LENGTH(8, "pathLength"),
    RANK(9, "rank"),
    /** The loudest detector as a share of the joint threshold. */
    SHARE(10, "share");

    private final int place;
    private final String key;

    Figure(int place, String key) {
        this.place = place;
        this.key = key;
    }

    /** Where a {@link PathPoint} keeps it. */
    int place() {
        return place;
    }

    /** Its key in JSON. */
    public String key() {
        return key;
    }

    OptionalDouble of(MetricsRecord record) {
        return switch (this) {
            case COVERAGE -> OptionalDouble.of(record.coverage());
            case PROGRESS -> record.progress();
            case BEST_PROGRESS -> record.bestProgress();
            case OFF_MANIFOLD_NATS -> record.offManifoldNats();
            case STANDARD_ERROR_NATS -> record.standardErrorNats();
            case HEIGHT_NATS -> record.heightNats();
            case DISTANCE_TO_TRUTH_NATS -> record.distanceToTruthNats();
            case DISTANCE_TO_IGNORANCE_NATS -> record.distanceToIgnoranceNats();
            case PATH_LENGTH -> record.pathLength();
            case RANK -> record.rank();
            case SHARE -> record.detectors().map(Detectors::largest).orElse(OptionalDouble.empty());
        };
    }
}
