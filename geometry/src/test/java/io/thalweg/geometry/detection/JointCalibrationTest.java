package io.thalweg.geometry.detection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.geometry.ReferenceRun;
import io.thalweg.geometry.detection.JointCalibration.RunScore;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JointCalibrationTest {
    private static final OptionalLong TOTAL = OptionalLong.of(HealthyRuns.STEPS);

    private static RunDetectors replay(JointCalibration calibration, ReferenceRun run) {
        RunDetectors state = RunDetectors.START;
        for (ReferenceRun.ReferenceCheckpoint checkpoint : run.checkpoints()) {
            state = calibration.observe(state, SnapshotFigures.of(checkpoint), TOTAL);
        }
        return state;
    }

    @Test
    void ownConfigurationIsLeftOutOfEveryBound() {
        List<ReferenceRun> runs = new ArrayList<>(HealthyRuns.of(12, 1));
        runs.add(HealthyRuns.run("slow", 0, 0.4, 0.02));
        JointCalibration calibration = JointCalibration.of(runs, DetectorSettings.defaults());

        RunScore slow = calibration.scores().get(24);

        JointCalibration others = JointCalibration.of(runs.subList(0, 24), DetectorSettings.defaults());
        assertEquals(replay(others, slow.run()).largest(), slow.score(), 1e-12);
        assertTrue(slow.score() > 1);
        assertEquals(0.0, replay(calibration, slow.run()).scores().stall());
    }

    @Test
    void noMoreThanAlphaOfExchangeableHealthyRunsPassTheThreshold() {
        int passed = 0;
        int tried = 0;
        for (int seed = 0; seed < 40; seed++) {
            List<ReferenceRun> all = HealthyRuns.of(30, seed);
            JointCalibration calibration = JointCalibration.of(all.subList(0, 40), DetectorSettings.defaults());
            double threshold = calibration.threshold(0.1).orElseThrow();
            for (ReferenceRun unseen : all.subList(40, 60)) {
                passed += replay(calibration, unseen).largest() > threshold ? 1 : 0;
                tried++;
            }
        }

        assertTrue(passed <= 0.12 * tried, passed + " of " + tried);
    }

    @Test
    void tooFewRunsGiveNoThreshold() {
        assertTrue(JointCalibration.of(HealthyRuns.of(5, 3), DetectorSettings.defaults())
                .threshold(0.05)
                .isEmpty());
    }

    @Test
    void ofOneConfigurationEachRunIsLeftOutByItself() {
        List<ReferenceRun> runs = List.of(HealthyRuns.run("a", 0, 1, 0.02), HealthyRuns.run("a", 1, 0.5, 0.02));
        JointCalibration calibration = JointCalibration.of(runs, DetectorSettings.defaults());

        assertTrue(calibration.scores().get(1).score() > 1);
    }

    @Test
    void aDetectorThatDoesNotCountScoresNothing() {
        JointCalibration calibration = JointCalibration.of(
                HealthyRuns.of(12, 1), DetectorSettings.defaults().with(Set.of(DetectorKind.RISE)));

        RunDetectors state = calibration.observe(RunDetectors.START, HealthyRuns.snapshot(90, 0, 3, 9), TOTAL);

        assertEquals(0, state.largest());
    }

    @Test
    void reportsWhichDetectorAndWhen() {
        List<ReferenceRun> runs = new ArrayList<>(HealthyRuns.of(12, 1));
        runs.add(HealthyRuns.run("slow", 0, 0.4, 0.02));
        RunScore slow =
                JointCalibration.of(runs, DetectorSettings.defaults()).scores().get(24);

        assertEquals(DetectorKind.EXCESS, slow.detector());
        assertEquals(100, slow.step());
    }
}
