package io.thalweg.geometry.detection;

/** The detectors that are calibrated together. (A non-finite snapshot needs no calibration: it is an alarm.) */
public enum DetectorKind {
    /** Away from every landmark: {@link DistanceDetector}. */
    DISTANCE(new DistanceDetector()),
    /** Progress lost: {@link RegressionDetector}. */
    REGRESSION(new RegressionDetector()),
    /** Behind the slowest healthy run: {@link StallDetector}. */
    STALL(new StallDetector()),
    /** The loss climbs from its best: {@link RiseDetector}. */
    RISE(new RiseDetector()),
    /** The loss is above the worst healthy run's: {@link ExcessDetector}. */
    EXCESS(new ExcessDetector());

    @SuppressWarnings("ImmutableEnumChecker") // stateless
    private final Detector detector;

    DetectorKind(Detector detector) {
        this.detector = detector;
    }

    /** The detector itself. */
    public Detector detector() {
        return detector;
    }
}
