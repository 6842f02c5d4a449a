package io.thalweg.processor.http;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.thalweg.processor.configuration.ProcessorConfiguration.HttpAccess;
import io.thalweg.processor.configuration.ProcessorConfiguration.HttpSettings;
import io.thalweg.processor.live.EventLog;
import io.thalweg.processor.live.LiveRuns;
import io.thalweg.processor.manifold.LoadedManifolds;
import io.thalweg.processor.metrics.Exposition;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/** The HTTP server of the processor. {@code docs/http.md} describes what it answers. */
public final class HttpService implements AutoCloseable {
    /** Whoever begins a request, or to shake hands over TLS, and does not go on keeps one of them for a while; idle ones end. */
    private static final int THREADS = 128;

    private static final int WAITING_REQUESTS = 256;
    /** Connections besides those of event streams, idle ones included. */
    private static final int OTHER_CONNECTIONS = 512;
    /** Connections that the system keeps for us while we are busy. */
    private static final int BACKLOG = 128;

    private final HttpServer server;
    private final EventStream events;
    private final Stragglers stragglers;
    private final ExecutorService threads;

    private HttpService(HttpServer server, EventStream events, Stragglers stragglers, ExecutorService threads) {
        this.server = server;
        this.events = events;
        this.stragglers = stragglers;
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
        setServerDefaults(settings.eventClients());
        HttpServer server = bind(settings);
        EventStream stream = new EventStream(views.events(), settings.eventClients(), times);
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(WAITING_REQUESTS),
                Daemons.named("thalweg-http"));
        threads.allowCoreThreadTimeOut(true);
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
        Stragglers stragglers = Stragglers.watch(times.answer(), new Turnstile(gated(settings.access(), router)));
        server.createContext("/", stragglers);
        server.setExecutor(threads);
        server.start();
        return new HttpService(server, stream, stragglers, threads);
    }

    private static HttpHandler gated(HttpAccess access, HttpHandler router) {
        return access.token()
                .<HttpHandler>map(token ->
                        new Gate(token, InstantSource.system(), access.tls().isPresent(), router))
                .orElse(router);
    }

    private static HttpServer bind(HttpSettings settings) throws IOException {
        InetSocketAddress address = new InetSocketAddress(settings.host(), settings.port());
        if (address.isUnresolved()) {
            throw new IOException(
                    "http.host " + settings.host() + " is not known; expected a name or address of this" + " machine");
        }
        try {
            if (settings.access().tls().isEmpty()) {
                return HttpServer.create(address, BACKLOG);
            }
            SSLContext context = TlsContext.of(settings.access().tls().get());
            HttpsServer server = HttpsServer.create(address, BACKLOG);
            server.setHttpsConfigurator(new HttpsConfigurator(context));
            return server;
        } catch (BindException e) {
            throw new PortTakenException(
                    "port " + settings.port() + " on " + settings.host() + " cannot be listened on (" + e.getMessage()
                            + "): stop what uses it, or set http.port",
                    e);
        }
    }

    /**
     * The JDK's server reads these once, when it is first used: without a limit a client that never finishes its request
     * would keep a thread for ever, connections and headers would be as many and as large as anybody likes, and without
     * nodelay every event would wait for the last one's acknowledgement.
     */
    private static void setServerDefaults(int eventClients) {
        setDefault("sun.net.httpserver.maxReqTime", "10");
        setDefault("sun.net.httpserver.maxReqHeaders", "64");
        setDefault("sun.net.httpserver.maxReqHeaderSize", "32768");
        setDefault("sun.net.httpserver.drainAmount", "16384");
        setDefault("jdk.httpserver.maxConnections", Integer.toString(eventClients + OTHER_CONNECTIONS));
        setDefault("sun.net.httpserver.nodelay", "true");
    }

    private static void setDefault(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    /** Whether it answers others than this machine. */
    public boolean reachesBeyondLoopback() {
        return !address().getAddress().isLoopbackAddress();
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    @Override
    public void close() {
        events.close();
        server.stop(0);
        stragglers.close();
        threads.shutdownNow();
    }
}
