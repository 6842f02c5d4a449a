package io.thalweg.processor.http;

import com.sun.net.httpserver.Headers;

/**
 * What every answer tells a browser: nothing from elsewhere, nothing inline, no framing, no guessing of types, no keeping.
 * Run names and tags are strangers' texts; were one ever written into a page unescaped, it still could not run.
 */
final class SecurityHeaders {
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private SecurityHeaders() {}

    static void set(Headers headers) {
        headers.set("Content-Security-Policy", POLICY);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Cache-Control", "no-store");
    }
}
