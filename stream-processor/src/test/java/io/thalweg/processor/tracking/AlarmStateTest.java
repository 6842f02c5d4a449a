package io.thalweg.processor.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlarmStateTest {
    /** Readings, o over and u under the threshold, and the alarm after each, x standing. */
    @ParameterizedTest
    @CsvSource({
        "o, 2, .",
        "oo, 2, .x",
        "ouo, 2, ...",
        "ouoo, 2, ...x",
        "oou, 2, .xx",
        "oouu, 2, .xx.",
        "oouoou, 2, .xxxxx",
        "o, 1, x",
        "ou, 1, x.",
        "ooou, 3, ..xx",
        "uuuu, 2, ....",
    })
    void changesAfterConsecutiveReadingsAgainstIt(String readings, int consecutive, String expected) {
        StringBuilder standing = new StringBuilder();
        AlarmState state = AlarmState.QUIET;
        for (int i = 0; i < readings.length(); i++) {
            state = state.after(readings.charAt(i) == 'o', consecutive, consecutive);
            standing.append(state.raised() ? 'x' : '.');
        }

        assertEquals(expected, standing.toString());
    }
}
