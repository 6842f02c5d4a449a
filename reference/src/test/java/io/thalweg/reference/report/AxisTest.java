package io.thalweg.reference.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisTest {
    @Test
    void whatLiesBeyondIsAtTheEnd() {
        Axis axis = Axis.linear("x", 2, 4);

        assertEquals(
                List.of(0.0, 0.5, 1.0), List.of(axis.place(-7), axis.place(3), axis.place(Double.POSITIVE_INFINITY)));
    }

    @Test
    void equalRatiosAreEquallyLong() {
        Axis axis = Axis.logarithmic("x", 0.01, 1);

        assertEquals(0.5, axis.place(0.1), 1e-12);
        assertEquals(0, axis.place(0), 0);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "-0.37, 1.61", "0, 39", "0, 2", "-3, 1200", "0.001, 0.0023"})
    void ticksAreFewAndWithin(double low, double high) {
        List<Double> ticks = Axis.linear("x", low, high).ticks();

        assertTrue(ticks.size() >= 2 && ticks.size() <= 7, ticks.toString());
        assertTrue(ticks.get(0) >= low - 1e-9 && ticks.get(ticks.size() - 1) <= high + 1e-9, ticks.toString());
    }

    @Test
    void ticksOfManyDecadesArePowersOfTen() {
        List<Double> ticks = Axis.logarithmic("x", 0.005, 5).ticks();

        assertEquals(
                List.of(0.01, 0.1, 1.0),
                ticks.stream().map(tick -> Math.round(tick * 1e6) / 1e6).toList());
    }

    @Test
    void anAxisOfOneValueHasAWidth() {
        assertEquals(0, Axis.linear("x", 3, 3).place(3), 0);
    }

    @Test
    void aLogarithmicAxisFromZeroIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Axis.logarithmic("x", 0, 1));
    }
}
