package io.thalweg.processor.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** One scrape after another, each in the format that is asked for. Thread-safe. */
public final class Exposition {
    private final ExpositionFormats formats = ExpositionFormats.init();
    private final PrometheusRegistry registry;
    private final FiniteSamples finite;

    Exposition(PrometheusRegistry registry, Counter omitted) {
        this.registry = registry;
        this.finite = new FiniteSamples(omitted.labelValues(ProcessorMetrics.SOURCE_CLIENT));
    }

    /** The type of what {@link #write} writes: OpenMetrics, with exemplars, where {@code accept} asks for it. */
    public String contentType(String accept) {
        return writer(accept).getContentType();
    }

    /** Writes all metrics as they are now. */
    public void write(String accept, OutputStream out) throws IOException {
        writer(accept).write(out, finite.of(registry.scrape()));
    }

    /** As {@link #write}, as bytes. */
    public byte[] bytes(String accept) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 16);
        write(accept, out);
        return out.toByteArray();
    }

    private ExpositionFormatWriter writer(String accept) {
        // The protobuf format needs a library that is left out here.
        return formats.getOpenMetricsTextFormatWriter().accepts(accept)
                ? formats.getOpenMetricsTextFormatWriter()
                : formats.getPrometheusTextFormatWriter();
    }
}
