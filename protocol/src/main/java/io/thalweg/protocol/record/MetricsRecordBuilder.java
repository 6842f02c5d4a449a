package io.thalweg.protocol.record;

import io.thalweg.protocol.ProbeSetId;
import io.thalweg.protocol.RunId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Gathers a {@link MetricsRecord}; what is not set is absent, coverage is 1, attempt and step are 0. */
public final class MetricsRecordBuilder {
    private @Nullable RunId run;
    private int attempt;
    private long step;
    private OptionalLong totalSteps = OptionalLong.empty();
    private Map<String, String> tags = Map.of();
    private @Nullable ProbeSetId probeSet;
    private @Nullable String manifold;
    private @Nullable Instant publishedAt;
    private int samples;
    private int classes;
    private double coverage = 1;
    private OptionalDouble progress = OptionalDouble.empty();
    private OptionalDouble bestProgress = OptionalDouble.empty();
    private OptionalDouble offManifoldNats = OptionalDouble.empty();
    private OptionalDouble standardErrorNats = OptionalDouble.empty();
    private Optional<Nearest> nearest = Optional.empty();
    private List<Double> coordinates = List.of();
    private OptionalDouble heightNats = OptionalDouble.empty();
    private OptionalDouble distanceToTruthNats = OptionalDouble.empty();
    private OptionalDouble distanceToIgnoranceNats = OptionalDouble.empty();
    private OptionalDouble pathLength = OptionalDouble.empty();
    private OptionalDouble rank = OptionalDouble.empty();
    private Optional<Detectors> detectors = Optional.empty();
    private Optional<ComparedBy> comparedBy = Optional.empty();
    private Optional<Familiarity> familiarity = Optional.empty();
    private Optional<NearestTube> tube = Optional.empty();
    private List<AlarmKind> alarms = List.of();

    MetricsRecordBuilder() {}

    public MetricsRecordBuilder run(RunId run) {
        this.run = run;
        return this;
    }

    public MetricsRecordBuilder attempt(int attempt) {
        this.attempt = attempt;
        return this;
    }

    public MetricsRecordBuilder step(long step) {
        this.step = step;
        return this;
    }

    public MetricsRecordBuilder totalSteps(long totalSteps) {
        this.totalSteps = OptionalLong.of(totalSteps);
        return this;
    }

    public MetricsRecordBuilder totalSteps(OptionalLong totalSteps) {
        this.totalSteps = totalSteps;
        return this;
    }

    public MetricsRecordBuilder tags(Map<String, String> tags) {
        this.tags = tags;
        return this;
    }

    public MetricsRecordBuilder probeSet(ProbeSetId probeSet) {
        this.probeSet = probeSet;
        return this;
    }

    public MetricsRecordBuilder manifold(String manifold) {
        this.manifold = manifold;
        return this;
    }

    public MetricsRecordBuilder publishedAt(Instant publishedAt) {
        this.publishedAt = publishedAt;
        return this;
    }

    public MetricsRecordBuilder samples(int samples) {
        this.samples = samples;
        return this;
    }

    public MetricsRecordBuilder classes(int classes) {
        this.classes = classes;
        return this;
    }

    public MetricsRecordBuilder coverage(double coverage) {
        this.coverage = coverage;
        return this;
    }

    public MetricsRecordBuilder progress(double progress) {
        this.progress = OptionalDouble.of(progress);
        return this;
    }

    public MetricsRecordBuilder bestProgress(double bestProgress) {
        this.bestProgress = OptionalDouble.of(bestProgress);
        return this;
    }

    public MetricsRecordBuilder offManifoldNats(double offManifoldNats) {
        this.offManifoldNats = OptionalDouble.of(offManifoldNats);
        return this;
    }

    public MetricsRecordBuilder standardErrorNats(double standardErrorNats) {
        this.standardErrorNats = OptionalDouble.of(standardErrorNats);
        return this;
    }

    public MetricsRecordBuilder nearest(Nearest nearest) {
        this.nearest = Optional.of(nearest);
        return this;
    }

    public MetricsRecordBuilder coordinates(List<Double> coordinates) {
        this.coordinates = coordinates;
        return this;
    }

    public MetricsRecordBuilder heightNats(double heightNats) {
        this.heightNats = OptionalDouble.of(heightNats);
        return this;
    }

    public MetricsRecordBuilder distanceToTruthNats(double distanceToTruthNats) {
        this.distanceToTruthNats = OptionalDouble.of(distanceToTruthNats);
        return this;
    }

    public MetricsRecordBuilder distanceToIgnoranceNats(double distanceToIgnoranceNats) {
        this.distanceToIgnoranceNats = OptionalDouble.of(distanceToIgnoranceNats);
        return this;
    }

    public MetricsRecordBuilder pathLength(double pathLength) {
        this.pathLength = OptionalDouble.of(pathLength);
        return this;
    }

    public MetricsRecordBuilder rank(double rank) {
        this.rank = OptionalDouble.of(rank);
        return this;
    }

    public MetricsRecordBuilder detectors(Detectors detectors) {
        this.detectors = Optional.of(detectors);
        return this;
    }

    public MetricsRecordBuilder comparedBy(ComparedBy comparedBy) {
        this.comparedBy = Optional.of(comparedBy);
        return this;
    }

    public MetricsRecordBuilder familiarity(Familiarity familiarity) {
        this.familiarity = Optional.of(familiarity);
        return this;
    }

    public MetricsRecordBuilder tube(NearestTube tube) {
        this.tube = Optional.of(tube);
        return this;
    }

    public MetricsRecordBuilder alarms(List<AlarmKind> alarms) {
        this.alarms = alarms;
        return this;
    }

    /**
     * The record.
     *
     * @throws IllegalArgumentException naming the value that is missing, out of range or not finite
     */
    public MetricsRecord build() {
        return new MetricsRecord(
                MetricsRecord.SCHEMA,
                required(run, "run"),
                attempt,
                step,
                totalSteps,
                tags,
                required(probeSet, "probeSet"),
                required(manifold, "manifold"),
                required(publishedAt, "publishedAt"),
                samples,
                classes,
                coverage,
                progress,
                bestProgress,
                offManifoldNats,
                standardErrorNats,
                nearest,
                coordinates,
                heightNats,
                distanceToTruthNats,
                distanceToIgnoranceNats,
                pathLength,
                rank,
                detectors,
                comparedBy,
                familiarity,
                tube,
                alarms);
    }

    private static <T> T required(@Nullable T value, String name) {
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing; expected a value");
        }
        return value;
    }
}
