package io.thalweg.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the processor's metrics page says of rejected snapshots: the same figures that Prometheus scrapes. */
final class Scrape {
    private static final Pattern REJECTED = Pattern.compile(
            "^thalweg_snapshots_rejected_total\\{reason=\"([A-Z_]+)\"} ([0-9.eE+]+)", Pattern.MULTILINE);

    private Scrape() {}

    /** Rejections by reason, those that happened. */
    static Map<String, Long> of(URI processor) throws IOException, InterruptedException {
        HttpResponse<String> page = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(processor.resolve("/metrics")).build(),
                        HttpResponse.BodyHandlers.ofString());
        Map<String, Long> rejected = new TreeMap<>();
        Matcher matcher = REJECTED.matcher(page.body());
        while (matcher.find()) {
            long count = (long) Double.parseDouble(matcher.group(2));
            if (count > 0) {
                rejected.put(matcher.group(1), count);
            }
        }
        return rejected;
    }
}
