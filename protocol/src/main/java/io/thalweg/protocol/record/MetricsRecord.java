package io.thalweg.protocol.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.thalweg.protocol.Expect;
import io.thalweg.protocol.ProbeSetId;
import io.thalweg.protocol.RunId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * One record of the metrics topic: where one snapshot lies. Figures that could not be had are absent, never NaN: a
 * snapshot that is not finite has no figures and the alarm {@code NON_FINITE}. Distances are in nats. Make one with
 * {@link #builder}.
 *
 * @param schema {@value #SCHEMA}
 * @param run the run
 * @param attempt 0 for the first start of the run
 * @param step the trainer's step
 * @param totalSteps the declared length of the run
 * @param tags the run's tags
 * @param probeSet the samples on which the predictions were made
 * @param manifold hash of the reference manifold it was measured against, {@code sha256:...}
 * @param publishedAt when the trainer published it, by the trainer's clock
 * @param samples samples of the whole probe set
 * @param classes classes
 * @param coverage share of the samples that the figures rest on, above 0
 * @param progress geodesic progress from ignorance (0) to truth (1)
 * @param bestProgress the best progress of this attempt so far
 * @param offManifoldNats distance to the nearest landmark
 * @param standardErrorNats standard error of that distance from the finite number of samples
 * @param nearest the nearest landmark
 * @param coordinates coordinates along the manifold's axes
 * @param heightNats signed height over the axes' subspace
 * @param distanceToTruthNats distance to the labels
 * @param distanceToIgnoranceNats distance to the uniform prediction
 * @param pathLength length of the run's path so far
 * @param rank share of calibrated healthy runs that this run's score has passed, 0 to 1
 * @param detectors shares of the alarm thresholds
 * @param comparedBy at which point of their training healthy runs are compared; absent where nothing is calibrated
 * @param familiarity {@code familiar}, {@code unfamiliar} or {@code off}; absent where that is not calibrated
 * @param tube the nearest reference configuration
 * @param alarms the alarms that stand after this snapshot
 */
@JsonPropertyOrder({"schema"})
public record MetricsRecord(
        @JsonProperty(required = true) String schema,
        @JsonProperty(required = true) RunId run,
        @JsonProperty(required = true) int attempt,
        @JsonProperty(required = true) long step,
        OptionalLong totalSteps,
        Map<String, String> tags,
        @JsonProperty(required = true) ProbeSetId probeSet,
        @JsonProperty(required = true) String manifold,
        @JsonProperty(required = true) Instant publishedAt,
        @JsonProperty(required = true) int samples,
        @JsonProperty(required = true) int classes,
        @JsonProperty(required = true) double coverage,
        OptionalDouble progress,
        OptionalDouble bestProgress,
        OptionalDouble offManifoldNats,
        OptionalDouble standardErrorNats,
        Optional<Nearest> nearest,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Double> coordinates,
        OptionalDouble heightNats,
        OptionalDouble distanceToTruthNats,
        OptionalDouble distanceToIgnoranceNats,
        OptionalDouble pathLength,
        OptionalDouble rank,
        Optional<Detectors> detectors,
        Optional<ComparedBy> comparedBy,
        Optional<Familiarity> familiarity,
        Optional<NearestTube> tube,
        List<AlarmKind> alarms) {
    public static final String SCHEMA = "thalweg.metrics/1";

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming the figure that is out of range or not finite
     */
    public MetricsRecord {
        Figures.schema(schema, SCHEMA);
        Figures.snapshot(attempt, step);
        Expect.that(totalSteps.orElse(1) >= 1, "totalSteps", totalSteps, "at least 1, or absent");
        tags = Tags.checked(tags);
        Figures.hash(manifold, "manifold");
        Expect.that(samples >= 1, "samples", samples, "at least 1");
        Expect.that(classes >= 2, "classes", classes, "at least 2");
        Figures.share(coverage, "coverage");
        Figures.finite(progress, "progress");
        Figures.finite(bestProgress, "bestProgress");
        Figures.finite(offManifoldNats, "offManifoldNats");
        Figures.finite(standardErrorNats, "standardErrorNats");
        coordinates = List.copyOf(coordinates);
        Figures.finite(coordinates, "coordinates");
        Figures.finite(heightNats, "heightNats");
        Figures.finite(distanceToTruthNats, "distanceToTruthNats");
        Figures.finite(distanceToIgnoranceNats, "distanceToIgnoranceNats");
        Figures.finite(pathLength, "pathLength");
        Figures.share(rank.orElse(0), "rank");
        alarms = List.copyOf(alarms);
    }

    public static MetricsRecordBuilder builder() {
        return new MetricsRecordBuilder();
    }
}
