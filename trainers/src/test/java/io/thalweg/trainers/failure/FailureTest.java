package io.thalweg.trainers.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FailureTest {

    @ParameterizedTest
    @EnumSource
    void observedPhasesMakeUpTheRun(Failure failure) {
        double shares = failure.phases().stream()
                .filter(Phase::observed)
                .mapToDouble(Phase::share)
                .sum();

        assertEquals(1, shares, 1e-12);
    }

    @Test
    void kindsAreDistinct() {
        long kinds =
                Arrays.stream(Failure.values()).map(Failure::kind).distinct().count();

        assertEquals(Failure.values().length, kinds);
    }

    @Test
    void nothingWrongIsNormal() {
        assertEquals("normal", Failure.NONE.kind());
    }
}
