package io.thalweg.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunIdTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "resnet-a.s3", "A_0.9-z", "..", "-"})
    void allowedCharactersAreKept(String value) {
        assertEquals(value, new RunId(value).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "with space", "slash/ed", "new\nline", "trailing\n", "émile", "a,b", "nul\0"})
    void otherCharactersAreRefused(String value) {
        var refusal = assertThrows(IllegalArgumentException.class, () -> new RunId(value));
        assertEquals(
                "run id is \"" + value + "\"; expected 1 to 128 of the characters A-Z a-z 0-9 . _ -",
                refusal.getMessage());
    }

    @Test
    void length128IsTheLongest() {
        assertEquals(128, new RunId("r".repeat(128)).value().length());
        assertThrows(IllegalArgumentException.class, () -> new RunId("r".repeat(129)));
    }

    @Test
    void refusalOfALongIdIsCut() {
        var refusal = assertThrows(IllegalArgumentException.class, () -> new RunId("r".repeat(100_000)));
        assertTrue(refusal.toString().length() < 400, refusal.toString());
    }
}
