package io.thalweg.processor.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.processor.configuration.ProcessorConfiguration.HttpAccess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The live page as it comes from the jar. What it does in a browser is tested by {@code .ci/run page}. */
class LivePageTest {
    private static final Pattern IMPORT = Pattern.compile("(?:from|import)\\s*[\"'](\\.{1,2}/[^\"']+)[\"']");

    private final HttpClient client = HttpClient.newHttpClient();
    private final RunningHttp http;

    LivePageTest() throws IOException {
        http = RunningHttp.start(HttpAccess.OPEN);
    }

    @AfterEach
    void close() {
        http.close();
    }

    @Test
    void pageHasNothingInline() throws Exception {
        HttpResponse<String> page = get("/");

        String policy = page.headers().firstValue("Content-Security-Policy").orElseThrow();
        assertTrue(policy.contains("default-src 'none'"));
        assertFalse(policy.contains("unsafe"));
        assertEquals(
                "nosniff", page.headers().firstValue("X-Content-Type-Options").orElseThrow());
        assertFalse(page.body().contains("<script>"));
        assertFalse(page.body().contains("style="));
        assertTrue(policy.contains("script-src 'self';"));
    }

    @ParameterizedTest
    @CsvSource({
        "/page/page.css, text/css; charset=utf-8",
        "/page/icon.svg, image/svg+xml",
        "/page/main.js, text/javascript; charset=utf-8",
        "/lib/three.module.min.js, text/javascript; charset=utf-8",
        "/lib/three.core.min.js, text/javascript; charset=utf-8",
        "/lib/OrbitControls.js, text/javascript; charset=utf-8",
        "/lib/uPlot.esm.js, text/javascript; charset=utf-8",
        "/lib/uPlot.min.css, text/css; charset=utf-8",
    })
    void fileOfThePageHasItsType(String path, String type) throws Exception {
        HttpResponse<String> response = get(path);

        assertEquals(200, response.statusCode());
        assertEquals(type, response.headers().firstValue("Content-Type").orElseThrow());
    }

    @Test
    void everyImportOfThePageIsThere() throws Exception {
        Set<String> missing = new TreeSet<>();
        Deque<String> open = new ArrayDeque<>(List.of("/page/main.js"));
        Set<String> seen = new HashSet<>(open);
        while (!open.isEmpty()) {
            String path = open.pop();
            HttpResponse<String> module = get(path);
            if (module.statusCode() != 200) {
                missing.add(path);
            }
            assertFalse(path.startsWith("/page/") && module.body().contains("innerHTML"), path);
            Matcher imports = IMPORT.matcher(module.body());
            while (imports.find()) {
                String next = URI.create(path).resolve(imports.group(1)).getPath();
                if (seen.add(next)) {
                    open.push(next);
                }
            }
        }

        assertEquals(Set.of(), missing);
        assertTrue(seen.contains("/lib/three.core.min.js"), "followed: " + seen);
    }

    @Test
    void fileThatIsCurrentIsNotSentAgain() throws Exception {
        String tag = get("/page/main.js").headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> response = get("/page/main.js", "If-None-Match", tag);

        assertEquals(304, response.statusCode());
        assertEquals("", response.body());
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(http.uri(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
