package io.thalweg.geometry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SlopeRootTest {
    /** Both ends, one more that a guess is tried at, and halvings down to 2e-7 with one to spare. */
    private static final int MOST_CALLS = 28;

    private static Stream<Arguments> slopes() {
        DoubleUnaryOperator smooth = t -> Math.exp(3 * t) - Math.exp(3 * 0.37);
        DoubleUnaryOperator jump = t -> t < 0.61 ? -1 : 1;
        DoubleUnaryOperator steps = t -> Math.floor(1000 * t) - 412.5;
        DoubleUnaryOperator nearlyFlat = t -> Math.pow(t - 0.25, 9);
        return Stream.of(
                Arguments.of("smooth", smooth, 0.37),
                Arguments.of("jump", jump, 0.61),
                Arguments.of("steps", steps, 0.413),
                Arguments.of("nearly flat", nearlyFlat, 0.25),
                Arguments.of("below zero", (DoubleUnaryOperator) t -> t - 2, 1),
                Arguments.of("above zero", (DoubleUnaryOperator) t -> t + 1, 0),
                Arguments.of("zero at the start", (DoubleUnaryOperator) t -> t, 0),
                Arguments.of("zero at the end", (DoubleUnaryOperator) t -> t - 1, 1));
    }

    private static DoubleUnaryOperator counted(DoubleUnaryOperator slope, AtomicInteger calls) {
        return t -> {
            assertTrue(t >= 0 && t <= 1, "asked at " + t);
            calls.incrementAndGet();
            return slope.applyAsDouble(t);
        };
    }

    @ParameterizedTest
    @MethodSource("slopes")
    void isFoundInFewCalls(String name, DoubleUnaryOperator slope, double root) {
        AtomicInteger calls = new AtomicInteger();
        assertEquals(root, SlopeRoot.of(counted(slope, calls)), SlopeRoot.TOLERANCE, name);
        assertTrue(calls.get() <= MOST_CALLS, calls + " calls");
    }

    @ParameterizedTest
    @MethodSource("slopes")
    void isFoundFromAnyGuess(String name, DoubleUnaryOperator slope, double root) {
        for (double guess : new double[] {0, 1e-9, 0.3, 0.369999, 0.61, 0.7, 1}) {
            for (double rise : new double[] {0, -1, 1e-300, 1, 1e6, Double.POSITIVE_INFINITY, Double.NaN}) {
                AtomicInteger calls = new AtomicInteger();
                double found = SlopeRoot.near(counted(slope, calls), guess, rise);
                assertEquals(root, found, SlopeRoot.TOLERANCE, name + " from " + guess + ", rise " + rise);
                assertTrue(calls.get() <= MOST_CALLS, calls + " calls");
            }
        }
    }

    @Test
    void aGoodGuessSparesCalls() {
        DoubleUnaryOperator slope = t -> Math.exp(3 * t) - Math.exp(3 * 0.37);
        AtomicInteger calls = new AtomicInteger();
        SlopeRoot.near(counted(slope, calls), 0.375, 3 * Math.exp(3 * 0.37));
        assertTrue(calls.get() <= 6, calls + " calls");
    }
}
