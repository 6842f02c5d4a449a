package io.thalweg.processor;

import io.thalweg.processor.http.HealthView;
import io.thalweg.processor.manifold.LoadedManifolds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.streams.KafkaStreams.State;
import org.jspecify.annotations.Nullable;

/** Where the processor is between starting and stopping. Thread-safe. */
final class ProcessorHealth implements HealthView {
    private final LoadedManifolds manifolds;
    private final AtomicReference<@Nullable String> failure = new AtomicReference<>();
    private final CountDownLatch ended = new CountDownLatch(1);

    private volatile String waitingFor = "starting";
    private volatile State state = State.CREATED;

    ProcessorHealth(LoadedManifolds manifolds) {
        this.manifolds = manifolds;
    }

    void waitsFor(String what) {
        waitingFor = what;
    }

    void entered(State next) {
        state = next;
        waitingFor = "";
        if (next == State.ERROR) {
            failed("Kafka Streams failed: see the log");
        }
    }

    /** The first reason is the one that counts. */
    void failed(String reason) {
        failure.compareAndSet(null, reason);
        ended.countDown();
    }

    void closed() {
        ended.countDown();
    }

    /** Why it failed, if it did. */
    Optional<String> failure() {
        return Optional.ofNullable(failure.get());
    }

    /** Waits until the processor fails or is closed; the reason if it failed. */
    Optional<String> awaitEnd() throws InterruptedException {
        ended.await();
        return Optional.ofNullable(failure.get());
    }

    @Override
    public boolean alive() {
        return failure.get() == null;
    }

    @Override
    public List<String> obstacles() {
        List<String> obstacles = new ArrayList<>();
        String failed = failure.get();
        if (failed != null) {
            obstacles.add(failed);
        }
        if (!waitingFor.isEmpty()) {
            obstacles.add(waitingFor);
        } else if (state != State.RUNNING) {
            obstacles.add("Kafka Streams is " + state + ", not RUNNING");
        }
        if (manifolds.size() == 0) {
            obstacles.add("no reference manifold is loaded: \"thalweg reference publish\" publishes one");
        }
        return obstacles;
    }
}
