package io.thalweg.processor.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the endpoint of a path and sends its answer: GET and HEAD only, compressed where the client takes it, errors as
 * JSON, with the headers that keep a browser from doing what nobody asked for.
 */
final class Router implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Router.class);
    private static final Set<String> METHODS = Set.of("GET", "HEAD");
    /** Below this, compression costs more than it saves. */
    private static final int WORTH_COMPRESSING_BYTES = 1024;

    private final Map<String, Endpoint> endpoints = new TreeMap<>();
    private final Map<String, HttpHandler> streams = new TreeMap<>();

    /** Answers exactly this path, or, when it ends with a slash and is not the root, all one level below it. */
    Router with(String path, Endpoint endpoint) {
        endpoints.put(path, endpoint);
        return this;
    }

    /** Leaves the exchange to a handler that goes on answering. */
    Router streaming(String path, HttpHandler handler) {
        streams.put(path, handler);
        return this;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        SecurityHeaders.set(exchange.getResponseHeaders());
        String path = exchange.getRequestURI().getPath();
        HttpHandler stream = path == null ? null : streams.get(path);
        if (stream != null && exchange.getRequestMethod().equals("GET")) {
            stream.handle(exchange);
            return;
        }
        try (exchange) {
            send(exchange, currentOr(exchange, reply(exchange, path == null ? "" : path)));
        }
    }

    private Reply reply(HttpExchange exchange, String path) {
        if (!METHODS.contains(exchange.getRequestMethod())) {
            exchange.getResponseHeaders().set("Allow", "GET, HEAD");
            return Reply.error(405, "method not allowed: expected GET or HEAD");
        }
        try {
            if (streams.containsKey(path)) {
                return Reply.of(200, EventStream.CONTENT_TYPE, new byte[0]);
            }
            Optional<String> route = route(path);
            if (route.isEmpty()) {
                return Reply.error(404, "not found: see / for what there is");
            }
            String rest = path.substring(route.get().length());
            Endpoint endpoint = endpoints.get(route.get());
            return endpoint == null
                    ? Reply.error(404, "not found")
                    : endpoint.reply(Request.of(exchange.getRequestURI(), rest, exchange.getRequestHeaders()));
        } catch (IllegalArgumentException e) {
            return Reply.error(400, String.valueOf(e.getMessage()));
        } catch (IOException | RuntimeException e) {
            LOG.atError().addKeyValue("path", path).setCause(e).log("a request failed");
            return Reply.error(500, "internal error: see the processor's log");
        }
    }

    private Optional<String> route(String path) {
        if (endpoints.containsKey(path)) {
            return Optional.of(path);
        }
        String parent = path.substring(0, path.lastIndexOf('/') + 1);
        return parent.length() > 1 && endpoints.containsKey(parent) ? Optional.of(parent) : Optional.empty();
    }

    /** Nothing is kept without asking, but what is still the same is not sent again. */
    private static Reply currentOr(HttpExchange exchange, Reply reply) {
        if (reply.tag().isEmpty()) {
            return reply;
        }
        exchange.getResponseHeaders().set("Cache-Control", "no-cache");
        exchange.getResponseHeaders().set("ETag", reply.tag().get());
        String known = exchange.getRequestHeaders().getFirst("If-None-Match");
        return reply.tag().get().equals(known) ? reply.unchanged() : reply;
    }

    static void send(HttpExchange exchange, Reply reply) throws IOException {
        byte[] content = reply.content();
        exchange.getResponseHeaders().set("Content-Type", reply.contentType());
        exchange.getResponseHeaders().set("Vary", "Accept-Encoding, Accept");
        if (content.length >= WORTH_COMPRESSING_BYTES && takesGzip(exchange)) {
            content = compressed(content);
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
        }
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(content.length));
            exchange.sendResponseHeaders(reply.status(), -1);
            return;
        }
        // To HttpServer a length of 0 means "unknown", and -1 none.
        exchange.sendResponseHeaders(reply.status(), content.length == 0 ? -1 : content.length);
        if (content.length > 0) {
            exchange.getResponseBody().write(content);
            // Closing waits for what the client still sends, and from JDK 25 on the answer would wait with it.
            exchange.getResponseBody().flush();
        }
    }

    private static boolean takesGzip(HttpExchange exchange) {
        String accepted = exchange.getRequestHeaders().getFirst("Accept-Encoding");
        if (accepted == null) {
            return false;
        }
        String compact = accepted.toLowerCase(Locale.ROOT).replace(" ", "");
        return compact.contains("gzip") && !compact.contains("gzip;q=0,") && !compact.endsWith("gzip;q=0");
    }

    private static byte[] compressed(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(content.length / 2);
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }
}
