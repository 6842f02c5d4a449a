package io.thalweg.reference.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class WilsonIntervalTest {
    /** Newcombe 1998 (doi 10.1002/(SICI)1097-0258(19980430)17:8<857::AID-SIM777>3.0.CO;2-E), table I: 81 of 263. */
    @Test
    void agreesWithAPublishedExample() {
        WilsonInterval interval = WilsonInterval.of(81, 263);

        assertEquals(0.2553, interval.low(), 5e-5);
        assertEquals(0.3662, interval.high(), 5e-5);
    }

    /** The same table: 0 of 20 gives 0.0000 to 0.1611. */
    @Test
    void noneOfTwentyMayStillBeASixth() {
        WilsonInterval interval = WilsonInterval.of(0, 20);

        assertEquals(0, interval.low(), 1e-12);
        assertEquals(0.1611, interval.high(), 5e-5);
    }

    @Test
    void noRunsHaveNoShare() {
        assertThrows(IllegalArgumentException.class, () -> WilsonInterval.of(0, 0));
    }
}
