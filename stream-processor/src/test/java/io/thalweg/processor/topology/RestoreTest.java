package io.thalweg.processor.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.processor.tracking.TinyManifold;
import io.thalweg.protocol.RunId;
import io.thalweg.protocol.Topics;
import io.thalweg.protocol.chunk.ChunkHeader;
import io.thalweg.protocol.chunk.ChunkWriter;
import io.thalweg.protocol.chunk.Encoding;
import io.thalweg.protocol.chunk.RejectionReason;
import io.thalweg.protocol.record.DecisionRecord;
import io.thalweg.protocol.record.JsonFormat;
import io.thalweg.protocol.record.MetricsRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/** A partition that moves, or comes back after a crash: another processor object takes up the restored stores. */
class RestoreTest {
    private static final RunId RUN = new RunId("resnet-a.s3");

    private final TinyManifold tiny = TinyManifold.of(12);
    private final SettableClock clock = new SettableClock();
    private final RecordingObserver observer = new RecordingObserver();
    private final MockProcessorContext<byte[], byte[]> context = new MockProcessorContext<>();
    private final KeyValueStore<String, byte[]> runs = store("runs");
    private final KeyValueStore<String, byte[]> chunks = store("chunks");

    @Test
    void snapshotUnderWayIsFinishedByTheNextOwner() {
        RunFollower first = follower();
        send(first, header(1).withSamples(0, 6));
        RunFollower second = follower();
        send(second, header(1).withSamples(6, 6));

        List<MetricsRecord> metrics = metrics();
        assertEquals(1, metrics.size());
        assertEquals(1.0, metrics.get(0).coverage());
    }

    @Test
    void alarmOfASnapshotThatTwoOwnersReadSaysThatItsClassesAreNotKnown() {
        RunFollower first = follower();
        send(first, header(2).withSamples(0, 6), tiny.offManifold());
        RunFollower second = follower();
        send(second, header(2).withSamples(6, 6), tiny.offManifold());

        DecisionRecord raised = JsonFormat.decisions().read((byte[])
                context.forwarded("decisions-sink").get(0).record().value());
        assertEquals(List.of(), raised.classes());
        assertTrue(
                raised.reason()
                        .contains("not known, since the snapshot is no longer in memory: the processor was restarted"),
                raised.reason());
    }

    @Test
    void snapshotMeasuredByOneOwnerIsADuplicateToTheNext() {
        send(follower(), header(1));
        send(follower(), header(1));

        assertEquals(1, metrics().size());
        assertEquals(List.of(RejectionReason.DUPLICATE), observer.rejections);
    }

    @Test
    void nextOwnerTellsOfTheRunsThatGoOn() {
        send(follower(), header(1));
        RecordingObserver another = new RecordingObserver();
        follower(another);

        assertEquals(Set.of(RUN), another.runs.keySet());
        assertEquals(1, another.run(RUN).latest().orElseThrow().step());
    }

    @Test
    void closingTellsThatThePartitionIsGone() {
        RunFollower follower = follower();
        follower.close();

        assertEquals(List.of(0), observer.closed);
    }

    @Test
    void silenceCountsFromWhenThePartitionWasTaken() {
        send(follower(), header(1));
        clock.advance(Duration.ofHours(2));
        RunFollower next = follower();
        lookAround();
        clock.advance(Duration.ofMinutes(9));
        lookAround();

        send(next, header(2));
        assertEquals(Set.of(), Set.copyOf(metrics().get(1).alarms()));
        assertEquals(0, decisions());
    }

    @Test
    void timeoutOfASnapshotCountsFromWhenThePartitionWasTaken() {
        send(follower(), header(1).withSamples(0, 8));
        clock.advance(Duration.ofHours(2));
        RunFollower next = follower();
        lookAround();
        send(next, header(1).withSamples(8, 4));

        assertEquals(1.0, metrics().get(0).coverage());
    }

    @Test
    void stateOfAnotherVersionIsLeftOut() {
        runs.put("of-the-past", new byte[] {2});
        runs.put("of-the-future", new byte[] {99});
        chunks.put("of-the-future", new byte[] {99});
        send(follower(), header(1));

        assertEquals(1, metrics().size());
        assertEquals(null, runs.get("of-the-past"));
        assertEquals(null, runs.get("of-the-future"));
        assertEquals(null, chunks.get("of-the-future"));
    }

    private RunFollower follower() {
        return follower(observer);
    }

    private RunFollower follower(TopologyObserver heard) {
        RunFollower follower = new RunFollower(
                TopologySettings.standard(Topics.standard(), 1),
                id -> Optional.of(tiny.loaded()),
                heard,
                clock,
                new Workbenches(new Upcoming()),
                new PromptCommits(new Upcoming(), Duration.ZERO, clock));
        follower.init(context);
        return follower;
    }

    private KeyValueStore<String, byte[]> store(String name) {
        KeyValueStore<String, byte[]> store = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
                .withLoggingDisabled()
                .build();
        store.init(context.getStateStoreContext(), store);
        context.addStateStore(store);
        return store;
    }

    private ChunkHeader header(long step) {
        return new ChunkHeader(RUN, 0, step, tiny.loaded().probeSet(), 3, 12, 0, 12, Encoding.FLOAT32_PROBABILITIES, 0);
    }

    private void send(RunFollower follower, ChunkHeader header) {
        send(follower, header, tiny.healthy(0.5));
    }

    private void send(RunFollower follower, ChunkHeader header, float[] whole) {
        context.setRecordMetadata("thalweg.snapshots", 0, 0);
        byte[] chunk = ChunkWriter.probabilities(header, whole, 3 * header.firstSample());
        byte[] key = header.run().value().getBytes(StandardCharsets.US_ASCII);
        follower.process(new Record<>(key, chunk, clock.millis()));
    }

    private void lookAround() {
        var punctuators = context.scheduledPunctuators();
        punctuators.get(punctuators.size() - 1).getPunctuator().punctuate(clock.millis());
    }

    private List<MetricsRecord> metrics() {
        return context.forwarded("metrics-sink").stream()
                .map(forward ->
                        JsonFormat.metrics().read((byte[]) forward.record().value()))
                .toList();
    }

    private int decisions() {
        return context.forwarded("decisions-sink").size();
    }
}
