package io.thalweg.processor.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.processor.configuration.AccessToken;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T14:17:00Z");

    private final AccessToken token = AccessToken.of("one-token-of-many").orElseThrow();
    private final Sessions sessions = at(NOW);

    @Test
    void sessionLastsTwelveHoursOnEveryReplica() {
        String session = sessions.begin();

        assertTrue(at(NOW.plusSeconds(12 * 3600 - 1)).lasts(session));
        assertFalse(at(NOW.plusSeconds(12 * 3600)).lasts(session));
    }

    @Test
    void anotherTokenEndsAllSessions() {
        AccessToken other = AccessToken.of("another-token-of-many").orElseThrow();

        assertFalse(new Sessions(other, InstantSource.fixed(NOW)).lasts(sessions.begin()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "1.", "99999999999999999999.x", "-1.x", "x.y", "9999999999.", "\u0661.x"})
    void nonsenseIsNoSession(String session) {
        assertFalse(sessions.lasts(session));
    }

    @Test
    void tokenIsNotPrinted() {
        assertEquals("AccessToken[not shown]", token.toString());
    }

    private Sessions at(Instant now) {
        return new Sessions(token, InstantSource.fixed(now));
    }
}
