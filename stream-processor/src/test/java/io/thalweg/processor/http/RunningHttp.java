package io.thalweg.processor.http;

import io.thalweg.geometry.DistanceKernels;
import io.thalweg.processor.configuration.ProcessorConfiguration.HttpAccess;
import io.thalweg.processor.configuration.ProcessorConfiguration.HttpSettings;
import io.thalweg.processor.configuration.ProcessorConfiguration.LiveSettings;
import io.thalweg.processor.http.HttpService.Views;
import io.thalweg.processor.live.EventLog;
import io.thalweg.processor.live.LiveRuns;
import io.thalweg.processor.manifold.LoadedManifolds;
import io.thalweg.processor.metrics.ProcessorMetrics;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** HTTP as the processor starts it, on a free port, with runs to show. */
final class RunningHttp implements AutoCloseable {
    final LiveRuns runs;
    private final ProcessorMetrics metrics = new ProcessorMetrics(10, "test", "plain-rows", "float32");
    private final HttpService service;
    private final String scheme;

    private RunningHttp(HttpAccess access, Duration longestAnswer) throws IOException {
        EventLog events = new EventLog(100, 100_000_000);
        runs = new LiveRuns(new LiveSettings(Duration.ofHours(1), 1000, 10_000, 100_000_000), events);
        scheme = access.tls().isPresent() ? "https" : "http";
        HealthView health = new HealthView() {
            @Override
            public boolean alive() {
                return true;
            }

            @Override
            public List<String> obstacles() {
                return List.of();
            }
        };
        LoadedManifolds manifolds =
                new LoadedManifolds(DistanceKernels.plainRows(), 0.05, 1 << 20, InstantSource.system());
        service = HttpService.start(
                new HttpSettings("127.0.0.1", 0, 3, access),
                new Views(health, metrics.exposition(), runs, events, manifolds, 0.05),
                new EventTimes(Duration.ofMillis(100), Duration.ofMillis(400), longestAnswer));
    }

    static RunningHttp start(HttpAccess access) throws IOException {
        return new RunningHttp(access, Duration.ofSeconds(30));
    }

    static RunningHttp start(Duration longestAnswer) throws IOException {
        return new RunningHttp(HttpAccess.OPEN, longestAnswer);
    }

    int port() {
        return service.address().getPort();
    }

    URI uri(String path) {
        return URI.create(scheme + "://127.0.0.1:" + port() + path);
    }

    @Override
    public void close() {
        service.close();
        metrics.close();
    }
}
