package io.thalweg.processor.tracking;

import io.thalweg.geometry.Landmark;
import io.thalweg.geometry.Measurement;
import io.thalweg.protocol.record.AlarmKind;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Off the manifold: the distance to the nearest landmark is over the conformal threshold at the level alpha. With too few
 * healthy runs for that level there is no threshold and no alarm.
 */
final class DistanceDetector implements Detector {
    @Override
    public AlarmKind kind() {
        return AlarmKind.OFF_MANIFOLD;
    }

    @Override
    public Optional<Reading> read(Observation observation, Course course, AlarmRules rules) {
        Measurement measurement = observation.measurement();
        OptionalDouble threshold = observation.manifold().calibration().threshold(rules.alpha());
        // A threshold of zero comes of healthy runs that are all alike; every other run would be infinitely far over
        // it.
        if (measurement == null || threshold.isEmpty() || threshold.getAsDouble() <= 0) {
            return Optional.empty();
        }
        double share = measurement.offManifoldNats() / threshold.getAsDouble();
        String reason = String.format(
                Locale.ROOT,
                "%s nats from %s; healthy runs stay below %s",
                figure(measurement.offManifoldNats()),
                name(measurement.nearest()),
                figure(threshold.getAsDouble()));
        return Optional.of(new Reading(share > 1, OptionalDouble.of(share), reason));
    }

    private static String name(Landmark landmark) {
        return switch (landmark.run()) {
            case Landmark.IGNORANCE -> "ignorance, the nearest place that a healthy run has been";
            case Landmark.TRUTH -> "truth, the nearest place that a healthy run goes to";
            default ->
                String.format(
                        Locale.ROOT,
                        "the nearest healthy run (%s at progress %.2f)",
                        landmark.run(),
                        landmark.progress());
        };
    }

    /** Two significant digits: 0.31, 0.0021, 12. */
    private static String figure(double nats) {
        return new BigDecimal(nats)
                .round(new MathContext(2))
                .stripTrailingZeros()
                .toPlainString();
    }
}
