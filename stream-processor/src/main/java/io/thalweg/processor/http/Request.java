package io.thalweg.processor.http;

import com.sun.net.httpserver.Headers;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is asked for.
 *
 * @param rest what follows the endpoint's path, without the slash, decoded
 * @param parameters of the query, each with all its values
 * @param headers as sent
 */
record Request(String rest, Map<String, List<String>> parameters, Headers headers) {
    /** A query with more parameters is nobody's honest question. */
    private static final int MOST_PARAMETERS = 64;

    /** Reads the address; {@code rest} is what the router left over. */
    static Request of(URI address, String rest, Headers headers) {
        Map<String, List<String>> parameters = new TreeMap<>();
        String query = address.getRawQuery() == null ? "" : address.getRawQuery();
        String[] pairs = query.isEmpty() ? new String[0] : query.split("&", -1);
        if (pairs.length > MOST_PARAMETERS) {
            throw new IllegalArgumentException(
                    "%d query parameters: expected at most %d".formatted(pairs.length, MOST_PARAMETERS));
        }
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
            parameters.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
        }
        return new Request(rest, parameters, headers);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** The last value of a parameter. */
    Optional<String> parameter(String name) {
        List<String> values = values(name);
        return values.isEmpty() ? Optional.empty() : Optional.of(values.get(values.size() - 1));
    }

    List<String> values(String name) {
        return parameters.getOrDefault(name, List.of());
    }

    /** The first value of a header. */
    Optional<String> header(String name) {
        return Optional.ofNullable(headers.getFirst(name));
    }
}
