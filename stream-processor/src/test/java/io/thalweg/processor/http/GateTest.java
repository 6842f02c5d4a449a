package io.thalweg.processor.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.processor.configuration.AccessToken;
import io.thalweg.processor.configuration.ProcessorConfiguration.HttpAccess;
import io.thalweg.processor.live.Records;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP that asks for a token. */
class GateTest {
    private static final String SECRET = "a-token-of-some-length";

    private final HttpClient client = HttpClient.newHttpClient();
    private final RunningHttp http;

    GateTest() throws IOException {
        http = RunningHttp.start(new HttpAccess(AccessToken.of(SECRET), Optional.empty()));
    }

    @BeforeEach
    void declareRun() {
        Records.declare(http.runs, Records.run("a", Map.of("note", "<script>alert(1)</script>")), 1);
    }

    @AfterEach
    void close() {
        http.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/page.js",
                "/metrics",
                "/api/runs",
                "/api/runs/a",
                "/api/manifold",
                "/api/events",
                "/nowhere",
                "/health",
                "/health/ready/",
                "/health/../api/runs",
                "//api/runs",
                "/health/live/../../metrics"
            })
    void nothingIsToldWithoutTheToken(String path) throws Exception {
        HttpResponse<String> response = get(path);

        assertEquals(401, response.statusCode());
        assertEquals(
                "Bearer realm=\"thalweg\"",
                response.headers().firstValue("WWW-Authenticate").orElseThrow());
        assertEquals(
                "nosniff",
                response.headers().firstValue("X-Content-Type-Options").orElseThrow());
        assertFalse(response.body().contains("alert(1)"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health/live", "/health/ready"})
    void healthIsOpen(String path) throws Exception {
        assertEquals(200, get(path).statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/metrics", "/api/runs", "/api/runs/a", "/api/manifold"})
    void tokenOpensEverything(String path) throws Exception {
        assertEquals(200, get(path, "Authorization", "bearer   " + SECRET).statusCode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer a-token-of-some-lengt",
                "Bearer a-token-of-some-lengthy",
                "Bearer A-token-of-some-length",
                "Bearer",
                "Bearer ",
                "Basic a-token-of-some-length",
                "a-token-of-some-length"
            })
    void anotherTokenOpensNothing(String shown) throws Exception {
        HttpResponse<String> response = get("/api/runs", "Authorization", shown);

        assertEquals(401, response.statusCode());
        assertFalse(response.body().contains(SECRET));
    }

    @Test
    void browserWithoutSessionIsAskedForTheToken() throws Exception {
        HttpResponse<String> page = get("/");

        assertTrue(page.body().contains("<form"), page.body());
        assertTrue(page.headers()
                .firstValue("Content-Security-Policy")
                .orElseThrow()
                .contains("script-src 'self'"));
        assertFalse(page.body().contains("<script>"));
        assertEquals(200, get("/sign-in.js").statusCode());
        assertEquals(200, get("/sign-in.css").statusCode());
    }

    @Test
    void sessionOpensWhatTheTokenDoes() throws Exception {
        String cookie = signIn().headers().firstValue("Set-Cookie").orElseThrow();

        assertTrue(cookie.contains("; HttpOnly; SameSite=Strict"), cookie);
        assertFalse(cookie.contains(SECRET));
        String session = cookie.substring(0, cookie.indexOf(';'));
        assertEquals(200, get("/api/runs", "Cookie", "other=1; " + session).statusCode());
        assertFalse(get("/", "Cookie", session).body().contains("<form"));
        assertEquals(401, get("/api/runs", "Cookie", session + "x").statusCode());
        assertEquals(
                401, get("/api/runs", "Cookie", session.replace("=1", "=2")).statusCode());
    }

    @Test
    void sessionBeginsWithTheTokenOnly() throws Exception {
        HttpResponse<String> response = session("POST", "Bearer not-the-token-at-all");

        assertEquals(401, response.statusCode());
        assertTrue(response.headers().firstValue("Set-Cookie").isEmpty());
    }

    @Test
    void signingOutTakesTheCookieBack() throws Exception {
        HttpResponse<String> response = session("DELETE", "Bearer " + SECRET);

        assertEquals(204, response.statusCode());
        assertTrue(response.headers().firstValue("Set-Cookie").orElseThrow().startsWith("thalweg-session=; "));
    }

    @Test
    void sessionIsNothingToGet() throws Exception {
        assertEquals(
                405, get("/api/session", "Authorization", "Bearer " + SECRET).statusCode());
    }

    private HttpResponse<String> signIn() throws Exception {
        HttpResponse<String> response = session("POST", "Bearer " + SECRET);
        assertEquals(204, response.statusCode());
        return response;
    }

    private HttpResponse<String> session(String method, String authorization) throws Exception {
        return client.send(
                HttpRequest.newBuilder(http.uri("/api/session"))
                        .method(method, BodyPublishers.noBody())
                        .header("Authorization", authorization)
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(http.uri(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
