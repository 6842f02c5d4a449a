package io.thalweg.reference.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkupTest {
    @Test
    void whatHasAMeaningInMarkupIsEscaped() {
        assertEquals("&lt;a b=&quot;&#39;&amp;&quot;&gt;\uFFFD", Markup.escape("<a b=\"'&\">\u0000"));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0.05, 0.05", "1234.5, 1235", "20, 20", "0.1234, 0.123", "-1.5, -1.5", "-0.0, 0"})
    void numbersHaveThreeDigits(double value, String expected) {
        assertEquals(expected, Markup.number(value));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1.26, 1.3", "-0.04, 0"})
    void placesAreTenthsOfPixels(double value, String expected) {
        assertEquals(expected, Markup.pixels(value));
    }
}
