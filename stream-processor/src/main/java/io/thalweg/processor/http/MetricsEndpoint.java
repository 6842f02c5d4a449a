package io.thalweg.processor.http;

import io.thalweg.processor.metrics.Exposition;
import java.io.IOException;

/** {@code /metrics}: the Prometheus text format, or OpenMetrics with exemplars where the scraper asks for it. */
final class MetricsEndpoint implements Endpoint {
    private final Exposition exposition;

    MetricsEndpoint(Exposition exposition) {
        this.exposition = exposition;
    }

    @Override
    public Reply reply(Request request) throws IOException {
        String accept = request.header("Accept").orElse("");
        return Reply.of(200, exposition.contentType(accept), exposition.bytes(accept));
    }
}
