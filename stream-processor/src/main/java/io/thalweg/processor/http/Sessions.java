package io.thalweg.processor.http;

import io.thalweg.processor.configuration.AccessToken;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;

/**
 * What a browser shows in place of the token once it has signed in: the time it ends and a signature under the token. Nothing
 * is kept here, so every replica with the same token takes it, a restart ends no session, and another token ends them all.
 */
final class Sessions {
    static final Duration LENGTH = Duration.ofHours(12);
    private static final String PURPOSE = "thalweg session until ";

    private final AccessToken token;
    private final InstantSource clock;

    Sessions(AccessToken token, InstantSource clock) {
        this.token = token;
        this.clock = clock;
    }

    /** A session that begins now. */
    String begin() {
        long end = clock.instant().plus(LENGTH).getEpochSecond();
        return end + "." + signature(end);
    }

    /** Whether this is a session that {@link #begin()} made and that has not ended. */
    boolean lasts(String session) {
        int dot = session.indexOf('.');
        if (dot < 1 || dot > 12 || !session.substring(0, dot).chars().allMatch(c -> c >= '0' && c <= '9')) {
            return false;
        }
        long end = Long.parseLong(session.substring(0, dot));
        // The signature first: who cannot sign learns nothing of the clock.
        boolean signed = MessageDigest.isEqual(
                signature(end).getBytes(StandardCharsets.US_ASCII),
                session.substring(dot + 1).getBytes(StandardCharsets.UTF_8));
        return signed && clock.instant().getEpochSecond() < end;
    }

    private String signature(long end) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token.signature(PURPOSE + end));
    }
}
