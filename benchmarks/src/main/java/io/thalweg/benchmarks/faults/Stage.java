package io.thalweg.benchmarks.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;

/** Where a fault happens: an installation under load, and how long it takes to be over it. */
final class Stage {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final long LOOK_MILLIS = 50;

    private final Installation installation;
    private final FaultLoad load;
    private final Arrivals arrivals;
    private final Duration calm;
    private final List<Recovery> recoveries = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /**
     * What came after a fault.
     *
     * @param what the fault
     * @param nextMillis until the next metrics record, of a snapshot published after it, came of any run
     * @param allMillis until one had come of the run in every place
     */
    record Recovery(String what, long nextMillis, long allMillis) {}

    /** What is done to the installation. */
    interface Fault {
        void happen() throws IOException, InterruptedException, ExecutionException;
    }

    /** @param calm how long nothing happens between two faults */
    Stage(Installation installation, FaultLoad load, Arrivals arrivals, Duration calm) {
        this.installation = installation;
        this.load = load;
        this.arrivals = arrivals;
        this.calm = calm;
    }

    Installation installation() {
        return installation;
    }

    Arrivals arrivals() {
        return arrivals;
    }

    List<Recovery> recoveries() {
        return List.copyOf(recoveries);
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    void note(String text) {
        notes.add(text);
    }

    Duration calm() {
        return calm;
    }

    /** Lets time go by under load. */
    void rest() throws InterruptedException {
        rest(calm);
    }

    void rest(Duration time) throws InterruptedException {
        Thread.sleep(time.toMillis());
        arrivals.check();
    }

    /** Waits until figures of every place's run have come. */
    void awaitAll() throws IOException, InterruptedException {
        awaitAll(0, "the start");
    }

    /** Does something, and waits until all runs have figures again of what they published after it. */
    void fault(String what, Fault fault) throws IOException, InterruptedException, ExecutionException {
        long before = System.currentTimeMillis();
        fault.happen();
        recovered(what, before);
    }

    /** Waits until all runs have figures again of what they published after a moment, milliseconds since 1970. */
    void recovered(String what, long since) throws IOException, InterruptedException {
        Map<String, Long> first = awaitAll(since, what);
        recoveries.add(new Recovery(
                what,
                first.values().stream().mapToLong(at -> at - since).min().orElseThrow(),
                first.values().stream().mapToLong(at -> at - since).max().orElseThrow()));
    }

    private Map<String, Long> awaitAll(long since, String what) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Map<String, Long> first = new HashMap<>();
            for (Arrivals.Metrics each : arrivals.metrics()) {
                if (each.publishedAtMillis() >= since) {
                    first.merge(FaultLoad.place(each.run()), each.arrivedAtMillis(), Math::min);
                }
            }
            if (first.size() == load.places()) {
                return first;
            }
            arrivals.check();
            if (System.nanoTime() > end) {
                throw new IOException("%s: only %d of %d runs have figures after %d s"
                        .formatted(what, first.size(), load.places(), PATIENCE.toSeconds()));
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    /** Waits for something, at most three minutes. */
    void await(String what, BooleanSupplier come) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!come.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IOException(what + ": not after " + PATIENCE.toSeconds() + " s");
            }
            rest(Duration.ofMillis(LOOK_MILLIS));
        }
    }

    /** Waits until all copies of all partitions are in sync. */
    void awaitInSync() throws IOException, InterruptedException, ExecutionException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!installation.inSync()) {
            if (System.nanoTime() > end) {
                throw new IOException("copies are not in sync after " + PATIENCE.toSeconds() + " s");
            }
            Thread.sleep(4 * LOOK_MILLIS);
        }
    }
}
