package io.thalweg.processor.topology;

import io.thalweg.processor.tracking.RunState;
import io.thalweg.processor.tracking.RunStateCodec;
import io.thalweg.processor.tracking.RunUpdate;
import io.thalweg.protocol.RunId;
import io.thalweg.protocol.record.DecisionRecord;
import io.thalweg.protocol.record.MetricsRecord;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The runs of one partition: kept in the store, and decoded beside it, since every second all of them are looked at. */
final class RunLedger {
    private static final Logger LOG = LoggerFactory.getLogger(RunLedger.class);

    private final KeyValueStore<String, byte[]> store;
    private final Outbox outbox;
    private final PartitionObserver observer;
    private final int mostRuns;
    private final Map<RunId, RunState> runs = new HashMap<>();
    private final ProducerRuns producers = new ProducerRuns();
    private final Map<RunId, Instant> heardAt = new HashMap<>();

    RunLedger(KeyValueStore<String, byte[]> store, Outbox outbox, PartitionObserver observer, int mostRuns) {
        this.store = store;
        this.outbox = outbox;
        this.observer = observer;
        this.mostRuns = mostRuns;
    }

    /** Takes up what was restored, and tells of the runs that go on. */
    void open() {
        try (KeyValueIterator<String, byte[]> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<String, byte[]> entry = all.next();
                RunStateCodec.decode(entry.value).ifPresentOrElse(this::put, () -> unreadable(entry.key));
            }
        }
        runs.values().stream().filter(state -> !state.ended()).forEach(observer::changed);
    }

    Optional<RunState> run(RunId run) {
        return Optional.ofNullable(runs.get(run));
    }

    /** The runs as they are now; not affected by later changes. */
    List<RunState> all() {
        return List.copyOf(runs.values());
    }

    /** Whether one more run may be followed. If need be, the run that ended longest ago is forgotten for it. */
    boolean makesRoom() {
        if (runs.size() < mostRuns) {
            return true;
        }
        Optional<RunState> leaving =
                runs.values().stream().filter(RunState::ended).min(Comparator.comparing(RunState::heardAt));
        leaving.ifPresent(state -> forget(state.run()));
        return leaving.isPresent();
    }

    /** Writes down what follows from something that happened to a run. */
    RunState apply(RunUpdate update) {
        RunState state = update.state();
        boolean wasEnded = run(state.run()).map(RunState::ended).orElse(false);
        store.put(state.run().value(), RunStateCodec.encode(state));
        put(state);
        heardAt.remove(state.run());
        update.metrics().ifPresent(this::measured);
        update.decisions().forEach(this::decide);
        if (!state.ended()) {
            observer.changed(state);
        } else if (!wasEnded) {
            observer.ended(state.run());
        }
        return state;
    }

    /** The last metrics record tells the same; the log has it where someone looks for one run at the level of detail. */
    private void measured(MetricsRecord metrics) {
        outbox.metrics(metrics);
        LOG.atDebug()
                .addKeyValue("run", metrics.run())
                .addKeyValue("attempt", metrics.attempt())
                .addKeyValue("step", metrics.step())
                .addKeyValue("probeSet", metrics.probeSet())
                .addKeyValue("alarms", metrics.alarms())
                .log("snapshot measured");
    }

    private void decide(DecisionRecord decision) {
        LOG.atInfo()
                .addKeyValue("run", decision.run())
                .addKeyValue("attempt", decision.attempt())
                .addKeyValue("step", decision.step())
                .addKeyValue("alarm", decision.kind())
                .addKeyValue("state", decision.state())
                .addKeyValue("stopAdvised", decision.stopAdvised())
                .addKeyValue("policy", decision.policy())
                .log("decision");
        outbox.decision(decision);
        observer.decided(decision);
    }

    /** As {@link #apply}, for what follows from hearing nothing: when the run was last heard stays as it was. */
    void applyUnheard(RunUpdate update) {
        Instant heard = heardAt.get(update.state().run());
        apply(update);
        if (heard != null) {
            heardAt.put(update.state().run(), heard);
        }
    }

    /** Notes that a run was heard, without writing it to the store for every chunk. */
    void heard(RunId run, Instant now) {
        heardAt.put(run, now);
    }

    /** When a run was last heard. */
    Instant heardAt(RunState state) {
        return heardAt.getOrDefault(state.run(), state.heardAt());
    }

    void forget(RunId run) {
        store.delete(run.value());
        producers.changed(runs.remove(run), null);
        heardAt.remove(run);
        observer.ended(run);
    }

    private void put(RunState state) {
        producers.changed(runs.put(state.run(), state), state);
    }

    /** Runs of the same producer that have not ended. */
    int ofSameProducer(RunId run) {
        return producers.of(run);
    }

    private void unreadable(String run) {
        LOG.atWarn().addKeyValue("run", run).log("state of another version or damaged: the run begins anew");
        store.delete(run);
    }
}
