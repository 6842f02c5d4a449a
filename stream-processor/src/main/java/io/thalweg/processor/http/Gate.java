package io.thalweg.processor.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.thalweg.processor.configuration.AccessToken;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets through what shows the token or a session that was begun with it; health is open to all. A browser, which cannot show
 * a token by itself, gets a page that asks for it, and begins a session.
 */
final class Gate implements HttpHandler {
    static final String SESSION_PATH = "/api/session";
    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
    private static final String SCHEME = "Bearer ";
    private static final String COOKIE = "thalweg-session";
    private static final long WARNING_NANOS = 60_000_000_000L;

    private final AccessToken token;
    private final Sessions sessions;
    private final boolean encrypted;
    private final HttpHandler next;
    private final SignInPage signIn = new SignInPage();
    private final AtomicLong refusals = new AtomicLong();
    private final AtomicLong warnedNanos = new AtomicLong(System.nanoTime() - WARNING_NANOS);

    Gate(AccessToken token, InstantSource clock, boolean encrypted, HttpHandler next) {
        this.token = token;
        this.sessions = new Sessions(token, clock);
        this.encrypted = encrypted;
        this.next = next;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String path = String.valueOf(exchange.getRequestURI().getPath());
        if (path.equals(SESSION_PATH)) {
            answer(exchange, session(exchange));
        } else if (HealthEndpoints.PATHS.contains(path) || showsToken(exchange) || showsSession(exchange)) {
            next.handle(exchange);
        } else {
            answer(exchange, signIn.part(path).orElseGet(() -> refusal(exchange, path)));
        }
    }

    /** POST begins a session, for who shows the token; DELETE ends it in this browser. */
    private Reply session(HttpExchange exchange) {
        switch (exchange.getRequestMethod()) {
            case "POST" -> {
                if (!showsToken(exchange)) {
                    return refusal(exchange, SESSION_PATH);
                }
                setCookie(exchange, sessions.begin(), Sessions.LENGTH.toSeconds());
                return Reply.of(204, Reply.JSON, new byte[0]);
            }
            case "DELETE" -> {
                setCookie(exchange, "", 0);
                return Reply.of(204, Reply.JSON, new byte[0]);
            }
            default -> {
                exchange.getResponseHeaders().set("Allow", "POST, DELETE");
                return Reply.error(405, "method not allowed: expected POST or DELETE");
            }
        }
    }

    private void setCookie(HttpExchange exchange, String value, long seconds) {
        exchange.getResponseHeaders()
                .set(
                        "Set-Cookie",
                        COOKIE + "=" + value + "; Path=/; Max-Age=" + seconds + "; HttpOnly; SameSite=Strict"
                                + (encrypted ? "; Secure" : ""));
    }

    private boolean showsToken(HttpExchange exchange) {
        String shown = exchange.getRequestHeaders().getFirst("Authorization");
        return shown != null
                && shown.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && token.matches(shown.substring(SCHEME.length()).strip());
    }

    private boolean showsSession(HttpExchange exchange) {
        Headers headers = exchange.getRequestHeaders();
        for (String line : headers.getOrDefault("Cookie", List.of())) {
            for (String cookie : line.split(";", -1)) {
                String pair = cookie.strip();
                if (pair.startsWith(COOKIE + "=") && sessions.lasts(pair.substring(COOKIE.length() + 1))) {
                    return true;
                }
            }
        }
        return false;
    }

    private Reply refusal(HttpExchange exchange, String path) {
        boolean wrong = exchange.getRequestHeaders().containsKey("Authorization");
        exchange.getResponseHeaders()
                .set("WWW-Authenticate", "Bearer realm=\"thalweg\"" + (wrong ? ", error=\"invalid_token\"" : ""));
        if (wrong) {
            warn(exchange);
        }
        return path.equals("/")
                ? signIn.form()
                : Reply.error(401, "a token is needed: send Authorization: Bearer and the token that http.token has");
    }

    /** Once a minute, with how many there were, so that who guesses cannot fill the log. */
    private void warn(HttpExchange exchange) {
        refusals.incrementAndGet();
        long last = warnedNanos.get();
        long now = System.nanoTime();
        if (now - last >= WARNING_NANOS && warnedNanos.compareAndSet(last, now)) {
            LOG.atWarn()
                    .addKeyValue("from", exchange.getRemoteAddress().getAddress())
                    .addKeyValue("times", refusals.getAndSet(0))
                    .log("a wrong HTTP token was shown");
        }
    }

    private static void answer(HttpExchange exchange, Reply reply) throws IOException {
        try (exchange) {
            SecurityHeaders.set(exchange.getResponseHeaders());
            Router.send(exchange, reply);
        }
    }
}
