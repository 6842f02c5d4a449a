package io.thalweg.reference.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.protocol.record.AlarmKind;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TallyTest {
    private static EvaluatedRun run(String kind, List<Integer> ours, List<Integer> rivals) {
        return new EvaluatedRun("r", "c", kind, 0, true, alarms(ours), alarms(rivals), RunCourse.NONE);
    }

    private static List<FirstAlarm> alarms(List<Integer> at) {
        return at.stream()
                .map(index -> new FirstAlarm(AlarmKind.STALL, index, index))
                .toList();
    }

    private static Tally ours(EvaluatedRun... runs) {
        return Tally.of(Arrays.asList(runs), EvaluatedRun::firstAlarm);
    }

    @Test
    void ratesAreSharesOfTheirOwnRuns() {
        Tally tally = ours(
                run("normal", List.of(3), List.of()),
                run("normal", List.of(), List.of()),
                run("frozen", List.of(5, 2), List.of()));

        assertEquals(OptionalDouble.of(0.5), tally.falseAlarmRate());
        assertEquals(OptionalDouble.of(1), tally.detectionRate());
        assertEquals(OptionalDouble.of(2), tally.medianFirstAlarmCheckpoint());
    }

    @Test
    void aMedianOfTwoIsBetweenThem() {
        assertEquals(
                OptionalDouble.of(3.5),
                ours(run("a", List.of(3), List.of()), run("a", List.of(4), List.of()))
                        .medianFirstAlarmCheckpoint());
    }

    @Test
    void ratesOfNoRunsDoNotExist() {
        Tally tally = ours();

        assertEquals(OptionalDouble.empty(), tally.falseAlarmRate());
        assertEquals(OptionalDouble.empty(), tally.medianFirstAlarmCheckpoint());
    }

    @Test
    void notLaterNeedsAnAlarm() {
        assertTrue(run("a", List.of(3), List.of(3)).notLaterThanRival());
        assertTrue(run("a", List.of(3), List.of()).notLaterThanRival());
        assertFalse(run("a", List.of(3), List.of(2)).notLaterThanRival());
        assertFalse(run("a", List.of(), List.of()).notLaterThanRival());
    }
}
