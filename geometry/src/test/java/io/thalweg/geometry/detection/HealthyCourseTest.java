package io.thalweg.geometry.detection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.thalweg.geometry.ReferenceRun;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class HealthyCourseTest {
    private static final List<ReferenceRun> RUNS =
            List.of(HealthyRuns.run("slow", 0, 0.5, 0.03), HealthyRuns.run("fast", 0, 1, 0.03));
    private static final HealthyCourse COURSE = HealthyCourse.of(RUNS, DetectorSettings.defaults());

    @Test
    void slowestAndWorstAreTakenAtTheSameFraction() {
        HealthyFigures at = COURSE.at(HealthyRuns.snapshot(450, 0.3, 0, 1), OptionalLong.of(1000));

        assertEquals(0.225, at.slowestProgress(), 1e-12);
        assertEquals(1.15 - 0.225, at.worstDistanceToTruthNats(), 1e-12);
    }

    @Test
    void withoutDeclaredLengthAThirdOfTheSteps() {
        HealthyFigures at = COURSE.at(HealthyRuns.snapshot(90, 0.3, 0, 1), OptionalLong.empty());

        assertEquals(0.15, at.slowestProgress(), 1e-12);
    }

    @Test
    void afterTheEndTheLastFigureStays() {
        HealthyFigures at = COURSE.at(HealthyRuns.snapshot(5000, 0.3, 0, 1), OptionalLong.of(1000));

        assertEquals(0.5, at.slowestProgress(), 1e-12);
    }

    @Test
    void unitsAreWidestAtTheStart() {
        HealthyFigures first = COURSE.at(HealthyRuns.snapshot(0, 0, 0, 1), OptionalLong.of(1000));
        HealthyFigures settled = COURSE.at(HealthyRuns.snapshot(10, 0, 0, 1), OptionalLong.of(1000));

        assertEquals(1.5, first.distanceAllowance());
        assertEquals(8, first.lossAllowance());
        assertEquals(1, settled.distanceAllowance());
        assertEquals(1, settled.lossAllowance());
    }

    @Test
    void ofNoRunsNothingIsBehindOrInExcess() {
        HealthyFigures at = HealthyCourse.of(List.of(), DetectorSettings.defaults())
                .at(HealthyRuns.snapshot(10, 0, 0, 9), OptionalLong.of(100));

        assertEquals(0, at.slowestProgress());
        assertEquals(Double.POSITIVE_INFINITY, at.worstDistanceToTruthNats());
    }
}
