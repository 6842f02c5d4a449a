package io.thalweg.processor.configuration;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The secret that HTTP asks for. It is never printed, and how long a comparison takes tells nothing about it. */
public final class AccessToken {
    /** RFC 6750, section 2.1, and long enough that nobody guesses it. */
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._~+/-]{16,1024}=*");

    static final String EXPECTATION = "at least 16 of the characters A-Z a-z 0-9 . _ ~ + / -";
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;
    private final byte[] digest;

    private AccessToken(String text) {
        byte[] secret = text.getBytes(StandardCharsets.US_ASCII);
        this.key = new SecretKeySpec(secret, ALGORITHM);
        this.digest = digest(secret);
    }

    /** A token, if the text may be one. */
    public static Optional<AccessToken> of(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new AccessToken(text)) : Optional.empty();
    }

    /** Whether somebody has shown the same token; digests are compared, so that not even its length shows. */
    public boolean matches(String shown) {
        return MessageDigest.isEqual(digest, digest(shown.getBytes(StandardCharsets.UTF_8)));
    }

    /** HMAC-SHA256 (RFC 2104) of a text under this token: only who has the token can make it. */
    public byte[] signature(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    private static byte[] digest(byte[] secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AccessToken token && MessageDigest.isEqual(digest, token.digest);
    }

    @Override
    public int hashCode() {
        return 0;
    }

    @Override
    public String toString() {
        return "AccessToken[not shown]";
    }
}
