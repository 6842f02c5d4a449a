package io.thalweg.reference.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.thalweg.geometry.ReferenceRun.ReferenceCheckpoint;
import java.util.List;
import org.junit.jupiter.api.Test;

class HealthyEnvelopeTest {
    private final HealthyEnvelope progress = new HealthyEnvelope(
            List.of(Evaluations.reference(0, 0.5, 1), Evaluations.reference(0.1, 0.2, 0.3, 0.4, 0.9)),
            ReferenceCheckpoint::progress);

    @Test
    void runsAreComparedAtTheSameShareOfTheirLength() {
        assertEquals(0.3, progress.least(0.5), 1e-12);
        assertEquals(0.5, progress.most(0.5), 1e-12);
    }

    @Test
    void betweenCheckpointsFiguresAreStraightLines() {
        assertEquals(0.25, progress.least(0.375), 1e-12);
        assertEquals(0.375, progress.most(0.375), 1e-12);
    }

    @Test
    void beyondTheirEndTheyStay() {
        assertEquals(0.9, progress.least(1.5), 1e-12);
    }
}
