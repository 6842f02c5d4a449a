package io.thalweg.processor.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.thalweg.processor.tracking.LoadedManifold;
import io.thalweg.processor.tracking.TinyManifold;
import io.thalweg.protocol.RunId;
import io.thalweg.protocol.chunk.ChunkHeader;
import io.thalweg.protocol.chunk.ChunkWriter;
import io.thalweg.protocol.record.MetricsRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What waits is folded together, and nothing else changes. */
class BatchesTest {
    private static final RunId OTHER = new RunId("resnet-b.s0");

    private final Upcoming upcoming = new Upcoming();
    private final TopologyUnderTest topology = new TopologyUnderTest(upcoming);
    private final CountingKernels kernels = new CountingKernels();

    BatchesTest() {
        topology.load(counted(topology.tiny));
    }

    @AfterEach
    void close() {
        topology.close();
    }

    @Test
    void whatWaitsIsFoldedInOnePass() {
        List<Sent> sent = healthySteps(Batch.MOST);
        sent.forEach(this::announce);

        send(sent.get(0));

        assertEquals(sent.size(), kernels.folded.get());
        assertEquals(1, kernels.passes.get());
        assertEquals(1, topology.metrics().size());
    }

    @Test
    void fewAreFoldedTogetherToo() {
        List<Sent> sent = List.of(healthy(topology.header(1)), healthy(otherRun(1)), healthy(topology.header(2)));
        sent.forEach(this::announce);

        sent.forEach(this::send);

        assertEquals(3, kernels.folded.get());
        assertEquals(1, kernels.passes.get());
        assertEquals(3, topology.metrics().size());
    }

    @Test
    void everyChunkOfABacklogIsFoldedOnce() {
        List<Sent> sent = healthySteps(150);
        sent.forEach(this::announce);

        sent.forEach(this::send);

        assertEquals(150, kernels.folded.get());
        assertEquals(150, topology.metrics().size());
    }

    @Test
    void whatWasFoldedAheadIsNotFoldedAgain() {
        List<Sent> sent = List.of(healthy(topology.header(1)), healthy(otherRun(1)), healthy(topology.header(2)));
        sent.forEach(this::announce);

        sent.forEach(this::send);

        assertEquals(3, kernels.folded.get());
    }

    @Test
    void recordsComeInTheOrderOfTheirTurns() {
        List<Sent> sent = List.of(healthy(topology.header(1)), healthy(otherRun(5)), healthy(topology.header(2)));
        sent.forEach(this::announce);

        sent.forEach(this::send);

        List<String> order = topology.metrics().stream()
                .map(record -> record.run() + "@" + record.step())
                .toList();
        assertEquals(List.of("resnet-a.s3@1", "resnet-b.s0@5", "resnet-a.s3@2"), order);
    }

    @Test
    void figuresAreThoseOfSnapshotsTakenAlone() {
        List<Sent> sent = new ArrayList<>();
        for (int step = 1; step <= 20; step++) {
            sent.add(new Sent(topology.header(step), topology.tiny.healthy(step * 0.04)));
        }
        sent.forEach(this::announce);

        sent.forEach(this::send);

        assertEquals(alone(sent), topology.metrics());
    }

    @Test
    void whatExceedsABatchIsFoldedInFurtherOnes() {
        List<Sent> sent = healthySteps(40);
        sent.forEach(this::announce);

        sent.forEach(this::send);

        assertEquals(40, kernels.folded.get());
        assertEquals(3, kernels.passes.get());
        assertEquals(40, topology.metrics().size());
    }

    @Test
    void onlyChunksOfTheSameSamplesAreFoldedTogether() {
        List<Sent> sent = new ArrayList<>();
        for (int step = 1; step <= 20; step++) {
            sent.add(healthy(topology.header(step).withSamples(0, 5)));
            sent.add(healthy(topology.header(step).withSamples(5, 7)));
        }
        sent.forEach(this::announce);

        sent.forEach(this::send);

        assertEquals(4, kernels.passes.get());
        assertEquals(40, kernels.folded.get());
        assertEquals(20, topology.metrics().size());
    }

    @Test
    void whatIsNotUsableStandsAloneWithItsReason() {
        float[] wrong = topology.tiny.healthy(0.5);
        wrong[0] += 0.5f;
        List<Sent> sent = List.of(healthy(topology.header(1)), new Sent(otherRun(1), wrong), healthy(otherRun(2)));
        sent.forEach(this::announce);

        sent.forEach(this::send);

        assertEquals(List.of("UNNORMALISED"), topology.deadLetterReasons());
        assertEquals(2, topology.metrics().size());
        assertEquals(2, kernels.folded.get());
    }

    @Test
    void whatIsRefusedInItsTurnMakesRoom() {
        List<Sent> sent = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            sent.add(healthy(topology.header(7)));
        }
        sent.add(healthy(topology.header(8)));
        sent.forEach(this::announce);

        sent.forEach(this::send);

        assertEquals(2, topology.metrics().size());
        assertEquals(59, topology.observer.rejections.size());
    }

    @Test
    void manifoldThatChangesMeanwhileIsTheOneMeasuredAgainst() {
        List<Sent> sent = List.of(healthy(topology.header(1)), healthy(otherRun(1)));
        sent.forEach(this::announce);
        send(sent.get(0));
        LoadedManifold next = counted(TinyManifold.of(12, 19, "2"));
        topology.load(next);

        send(sent.get(1));

        List<MetricsRecord> metrics = topology.metrics();
        assertEquals(next.hash(), metrics.get(1).manifold());
        assertEquals(3, kernels.folded.get());
    }

    @Test
    void whatNeverComesIsForgottenWhenAPartitionMoves() {
        List<Sent> sent = List.of(healthy(topology.header(1)), healthy(otherRun(1)), healthy(topology.header(2)));
        sent.forEach(this::announce);

        new TopologyUnderTest(upcoming).close();

        assertEquals(0, upcoming.size());
    }

    @Test
    void whatWasLeftBehindIsForgottenWhenALaterRecordComes() {
        List<Sent> sent = List.of(healthy(topology.header(1)), healthy(otherRun(1)), healthy(topology.header(2)));
        sent.forEach(this::announce);

        send(sent.get(2));

        assertEquals(0, upcoming.size());
    }

    @Test
    void anyMixIsTakenAsIfOneByOne() {
        SplittableRandom random = new SplittableRandom(4);
        List<Sent> sent = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            sent.add(anything(random, 1 + i / 20));
        }

        for (int from = 0, to; from < sent.size(); from = to) {
            to = Math.min(sent.size(), from + random.nextInt(1, 40));
            sent.subList(from, to).forEach(this::announce);
            sent.subList(from, to).forEach(this::send);
        }

        try (TopologyUnderTest other = new TopologyUnderTest()) {
            sent.forEach(one -> other.send(one.header().run().value(), one.bytes));
            assertEquals(other.metrics(), topology.metrics());
            assertEquals(other.decisions(), topology.decisions());
            assertEquals(other.deadLetterReasons(), topology.deadLetterReasons());
            assertEquals(other.observer.rejections, topology.observer.rejections);
            assertEquals(other.storedChunks(), topology.storedChunks());
        }
    }

    /** A part of a snapshot near this step, sound for the most part: runs, attempts and steps mixed, some of it twice. */
    private Sent anything(SplittableRandom random, long step) {
        RunId run = random.nextBoolean() ? OTHER : new RunId("resnet-a.s" + random.nextInt(3));
        ChunkHeader header = topology.header(run, random.nextInt(50) == 0 ? 1 : 0, step + random.nextInt(3));
        int part = random.nextInt(4);
        ChunkHeader cut = part == 0 ? header.withSamples(0, 5) : part == 1 ? header.withSamples(5, 7) : header;
        float[] whole = topology.tiny.healthy(random.nextDouble());
        switch (random.nextInt(20)) {
            case 0 -> whole[random.nextInt(whole.length)] = Float.NaN;
            case 1 -> whole[random.nextInt(whole.length)] += 0.5f;
            default -> {}
        }
        return new Sent(cut, whole);
    }

    private List<MetricsRecord> alone(List<Sent> sent) {
        try (TopologyUnderTest other = new TopologyUnderTest()) {
            sent.forEach(one -> other.send(one.header().run().value(), one.bytes));
            return other.metrics();
        }
    }

    private LoadedManifold counted(TinyManifold manifold) {
        LoadedManifold plain = manifold.loaded();
        return LoadedManifold.of(plain.probeSet(), plain.hash(), plain.manifold(), kernels);
    }

    private ChunkHeader otherRun(long step) {
        return topology.header(OTHER, 0, step);
    }

    private List<Sent> healthySteps(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(step -> healthy(topology.header(step)))
                .toList();
    }

    private Sent healthy(ChunkHeader header) {
        return new Sent(header, topology.tiny.healthy(0.5));
    }

    /** As a consumer does, on the thread that processes. */
    private void announce(Sent sent) {
        upcoming.add(0, sent.bytes);
    }

    private void send(Sent sent) {
        topology.send(sent.header().run().value(), sent.bytes);
    }

    private static final class Sent {
        private final ChunkHeader header;
        private final byte[] bytes;

        Sent(ChunkHeader header, float[] whole) {
            this.header = header;
            this.bytes = ChunkWriter.probabilities(header, whole, header.firstSample() * header.classes());
        }

        ChunkHeader header() {
            return header;
        }
    }
}
