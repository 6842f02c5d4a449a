package io.thalweg.benchmarks.faults;

import io.thalweg.producer.PublishedRun;
import io.thalweg.producer.PublisherConfiguration;
import io.thalweg.producer.PublisherStatistics;
import io.thalweg.producer.RunDescription;
import io.thalweg.producer.SnapshotPublisher;
import io.thalweg.protocol.ProbeSet;
import io.thalweg.protocol.RunId;
import io.thalweg.trainers.run.RunSpecification;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Trainers: places in which one run follows another, all publishing in turn at a rate. In every third place snapshots are cut into
 * parts, so that faults hit them in between. One thread, its own; {@link #stop} ends it.
 */
final class FaultLoad implements Runnable {
    private static final Duration CLOSE_TIMEOUT = Duration.ofMinutes(3);
    private static final int PARTS_EVERY = 3;

    private final List<PlannedRun> plans;
    private final ProbeSet probeSet;
    private final double perSecond;
    private final SnapshotPublisher publisher;
    private final PartSender parts;
    private final Place[] places;
    private final Map<String, Published> published = new LinkedHashMap<>();
    private final Thread thread = new Thread(this, "load");
    private volatile boolean going = true;
    private volatile @Nullable RuntimeException failure;

    /** How far a run got. */
    record Published(PlannedRun plan, int snapshots) {
        List<Long> steps() {
            List<Long> steps = new ArrayList<>();
            for (int k = 0; k < snapshots; k++) {
                steps.add(PlannedRun.STEPS[k]);
            }
            return steps;
        }
    }

    private static final class Place {
        private int generation = -1;
        private int next = PlannedRun.STEPS.length;
        private @Nullable PublishedRun run;
    }

    FaultLoad(
            String bootstrapServers,
            List<PlannedRun> plans,
            ProbeSet probeSet,
            int places,
            double perSecond,
            PartSender parts) {
        this.plans = plans;
        this.probeSet = probeSet;
        this.perSecond = perSecond;
        this.parts = parts;
        this.publisher = SnapshotPublisher.open(PublisherConfiguration.builder(bootstrapServers)
                .closeTimeout(CLOSE_TIMEOUT)
                .build());
        this.places = new Place[places];
        for (int i = 0; i < places; i++) {
            this.places[i] = new Place();
        }
        thread.setDaemon(true);
    }

    /** The names of the places, which the names of their runs begin with. */
    static String place(String run) {
        return run.substring(0, run.indexOf('.'));
    }

    int places() {
        return places.length;
    }

    int placesWithParts() {
        return places.length / PARTS_EVERY;
    }

    void start() {
        thread.start();
    }

    @Override
    public void run() {
        try {
            long start = System.nanoTime();
            for (long sent = 0; going; sent++) {
                long due = start + (long) (sent / perSecond * 1e9);
                for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                publishNext((int) (sent % places.length));
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private void publishNext(int index) {
        Place place = places[index];
        if (place.next == PlannedRun.STEPS.length) {
            if (place.run != null) {
                place.run.finish();
            }
            place.generation++;
            place.next = 0;
            place.run = publisher.start(RunDescription.of(name(index, place.generation), probeSet)
                    .withTotalSteps(RunSpecification.DEFAULT_STEPS));
        }
        PlannedRun plan = plans.get((index + place.generation) % plans.size());
        String name = name(index, place.generation);
        float[] snapshot = plan.snapshots().get(place.next);
        long step = PlannedRun.STEPS[place.next++];
        if (index % PARTS_EVERY == PARTS_EVERY - 1) {
            parts.send(new RunId(name), step, snapshot);
        } else if (place.run != null) {
            place.run.publishProbabilities(step, snapshot);
        }
        published.put(name, new Published(plan, place.next));
    }

    private static String name(int index, int generation) {
        return "p%02d.%d".formatted(index, generation);
    }

    /** Ends the load and waits until all has reached the cluster; how far each run got. */
    Map<String, Published> stop() throws InterruptedException {
        going = false;
        thread.join();
        publisher.close();
        parts.close();
        if (failure != null) {
            throw failure;
        }
        return published;
    }

    /** Snapshots that did not reach the cluster, after {@link #stop}. */
    long unsent() {
        PublisherStatistics statistics = publisher.statistics();
        return statistics.dropped() + statistics.failed() + statistics.refused() + parts.failed();
    }
}
