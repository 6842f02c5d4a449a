package io.thalweg.benchmarks.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FaultFiguresTest {
    @Test
    void nothingIsWrongWhenEverySnapshotHasItsRecord() {
        assertEquals(List.of(), figures(false, List.of(), List.of(), Map.of()).problems());
    }

    @Test
    void whatIsLostIsNamed() {
        assertEquals(
                List.of("1 lost: p00.0 step 3"),
                figures(false, List.of("p00.0 step 3"), List.of(), Map.of()).problems());
    }

    @Test
    void whatWasUnderWayMayBeGivenUpWhereThatIsSaid() {
        assertEquals(
                List.of(),
                figures(true, List.of("p00.0 step 3"), List.of(), Map.of("INCOMPLETE", 1))
                        .problems());
    }

    @Test
    void doubledRecordIsWrongEverywhere() {
        assertEquals(
                List.of("1 doubled: p00.0 step 3 (2 times)"),
                figures(true, List.of(), List.of("p00.0 step 3 (2 times)"), Map.of())
                        .problems());
    }

    @Test
    void deadLetterThatNobodyExpectedIsWrong() {
        assertEquals(
                List.of("dead letters {INTERNAL=1}, expected {}"),
                figures(false, List.of(), List.of(), Map.of("INTERNAL", 1)).problems());
    }

    private static FaultFigures figures(
            boolean givesUp, List<String> lost, List<String> doubled, Map<String, Integer> deadLetters) {
        FaultScenario scenario =
                new FaultScenario("any", "any", FaultScenario.Setup.of(1), givesUp, false, stage -> {});
        return new FaultFigures(
                scenario,
                10,
                10,
                lost,
                doubled,
                0,
                4,
                0,
                2,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                deadLetters,
                Map.of(),
                List.of(),
                300,
                List.of());
    }
}
