package io.thalweg.processor.http;

import com.sun.net.httpserver.HttpServer;
import io.thalweg.processor.configuration.ProcessorConfiguration.HttpSettings;
import io.thalweg.processor.live.EventLog;
import io.thalweg.processor.live.LiveRuns;
import io.thalweg.processor.manifold.LoadedManifolds;
import io.thalweg.processor.metrics.Exposition;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The HTTP server of the processor. {@code docs/http.md} describes what it answers. */
public final class HttpService implements AutoCloseable {
    private static final int THREADS = 8;
    private static final int WAITING_REQUESTS = 256;
    /** Connections that the system keeps for us while we are busy. */
    private static final int BACKLOG = 128;

    private final HttpServer server;
    private final EventStream events;
    private final ExecutorService threads;

    private HttpService(HttpServer server, EventStream events, ExecutorService threads) {
        this.server = server;
        this.events = events;
        this.threads = threads;
    }

    /**
     * What the endpoints show.
     *
     * @param health for the health endpoints
     * @param exposition for {@code /metrics}
     * @param runs for {@code /api/runs}
     * @param events for {@code /api/events}
     * @param manifolds for {@code /api/manifold}
     * @param alpha level at which thresholds are shown
     */
    public record Views(
            HealthView health,
            Exposition exposition,
            LiveRuns runs,
            EventLog events,
            LoadedManifolds manifolds,
            double alpha) {}

    /**
     * Listens and answers.
     *
     * @throws PortTakenException when the address is in use or not to be had
     */
    public static HttpService start(HttpSettings settings, Views views) throws IOException {
        return start(settings, views, EventTimes.standard());
    }

    static HttpService start(HttpSettings settings, Views views, EventTimes times) throws IOException {
        setServerDefaults();
        HttpServer server = bind(settings);
        EventStream stream = new EventStream(views.events(), settings.eventClients(), times);
        ExecutorService threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(WAITING_REQUESTS),
                Daemons.named("thalweg-http"));
        HealthEndpoints health = new HealthEndpoints(views.health());
        PageFolder page = new PageFolder("page");
        Router router = new Router()
                .with("/", request -> page.file("index.html"))
                .with("/page/", page)
                .with("/lib/", new PageFolder("lib"))
                .with("/metrics", new MetricsEndpoint(views.exposition()))
                .with("/health/live", health::live)
                .with("/health/ready", health::ready)
                .with("/api/runs", new RunsEndpoint(views.runs()))
                .with("/api/runs/", new RunEndpoint(views.runs()))
                .with("/api/manifold", new ManifoldEndpoint(views.manifolds(), views.alpha()))
                .streaming("/api/events", stream);
        server.createContext("/", router);
        server.setExecutor(threads);
        server.start();
        return new HttpService(server, stream, threads);
    }

    private static HttpServer bind(HttpSettings settings) throws IOException {
        InetSocketAddress address = new InetSocketAddress(settings.host(), settings.port());
        if (address.isUnresolved()) {
            throw new IOException(
                    "http.host " + settings.host() + " is not known; expected a name or address of this" + " machine");
        }
        try {
            return HttpServer.create(address, BACKLOG);
        } catch (BindException e) {
            throw new PortTakenException(
                    "port " + settings.port() + " on " + settings.host() + " cannot be listened on (" + e.getMessage()
                            + "): stop what uses it, or set http.port",
                    e);
        }
    }

    /**
     * The JDK's server reads these once, when it is first used: without a limit a client that never finishes its request
     * would keep a thread for ever, and without nodelay every event would wait for the last one's acknowledgement.
     */
    private static void setServerDefaults() {
        setDefault("sun.net.httpserver.maxReqTime", "30");
        setDefault("sun.net.httpserver.nodelay", "true");
    }

    private static void setDefault(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    @Override
    public void close() {
        events.close();
        server.stop(0);
        threads.shutdownNow();
    }
}
