package io.thalweg.producer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.protocol.ProbeSet;
import io.thalweg.protocol.chunk.ChunkHeader;
import io.thalweg.protocol.record.AlarmKind;
import io.thalweg.protocol.record.JsonFormat;
import io.thalweg.protocol.record.RunRecord;
import io.thalweg.protocol.record.RunState;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

class SnapshotPublisherTest {
    private static final PublisherConfiguration CONFIGURATION =
            PublisherConfiguration.builder("localhost:9092").build();
    private static final String SNAPSHOTS = CONFIGURATION.topics().snapshots();
    private static final String RUNS = CONFIGURATION.topics().runs();

    private final InMemorySender sender = new InMemorySender();
    /** Two chunks a snapshot. */
    private final ProbeSet probeSet = Snapshots.probeSet(500, 1000);

    private final float[] probabilities = Snapshots.probabilities(probeSet, 1);

    @Test
    void snapshotLeavesBetweenStartAndEndOfItsRun() {
        try (SnapshotPublisher publisher = open(CONFIGURATION)) {
            PublishedRun run = publisher.start(RunDescription.of("a", probeSet));
            run.publishProbabilities(3, probabilities);
            run.finish();
        }

        assertEquals(
                List.of(RUNS, SNAPSHOTS, SNAPSHOTS, RUNS),
                sender.sent().stream().map(InMemorySender.Sent::topic).toList());
        assertEquals(
                List.of("a", "a", "a", "a"),
                sender.sent().stream().map(InMemorySender.Sent::key).toList());
        assertArrayEquals(Snapshots.roots(probabilities), Snapshots.amplitudes(sender.values(SNAPSHOTS)), 0x1p-12f);
    }

    @Test
    void statesOfARunAreWholeEachTime() {
        try (SnapshotPublisher publisher = open(CONFIGURATION)) {
            PublishedRun run = publisher.start(RunDescription.of("a", probeSet).withTotalSteps(9));
            run.acknowledge(AlarmKind.OFF_MANIFOLD, 5, "stopping");
            run.stopped("as advised");
        }

        RunRecord last = states().get(states().size() - 1);
        assertEquals(RunState.STOPPED, last.state());
        assertEquals(9, last.totalSteps().orElseThrow());
        assertEquals("as advised", last.reason().orElseThrow());
        assertEquals("stopping", last.acknowledgements().get(0).action());
    }

    @Test
    void firstEndingCounts() {
        try (SnapshotPublisher publisher = open(CONFIGURATION)) {
            PublishedRun run = publisher.start(RunDescription.of("a", probeSet));
            run.failed("out of memory");
            run.finish();
        }

        assertEquals(RunState.FAILED, states().get(states().size() - 1).state());
    }

    @Test
    void newestSnapshotsSurviveAnOutageWhole() throws InterruptedException {
        sender.away();
        PublisherConfiguration small = PublisherConfiguration.builder("localhost:9092")
                .queueBytes(3_100_000)
                .build();
        try (SnapshotPublisher publisher = open(small)) {
            PublishedRun run = publisher.start(RunDescription.of("a", probeSet));
            for (int step = 0; step < 6; step++) {
                run.publishProbabilities(step, probabilities);
            }
            assertEquals(3, publisher.statistics().dropped());

            sender.back();

            Eventually.await("three sent", () -> publisher.statistics().sent() == 3);
        }
        assertEquals(
                List.of(3L, 3L, 4L, 4L, 5L, 5L),
                sender.values(SNAPSHOTS).stream()
                        .map(chunk -> Snapshots.accepted(chunk).header())
                        .map(ChunkHeader::step)
                        .toList());
    }

    @Test
    void snapshotThatTheClusterDoesNotAcknowledgeInTimeIsSentAgain() throws InterruptedException {
        sender.holdingAnswers();
        try (SnapshotPublisher publisher = open(CONFIGURATION)) {
            PublishedRun run = publisher.start(RunDescription.of("a", probeSet));
            run.publishProbabilities(0, probabilities);
            Eventually.await("all taken", () -> sender.sent().size() == 3);

            sender.answer(new TimeoutException("a minute has passed"));

            Eventually.await("all sent again", () -> sender.sent().size() == 6);
            assertEquals(0, publisher.statistics().failed());
        }
    }

    @Test
    void refusalOfTheClusterIsCountedAndTheNextSnapshotTried() throws InterruptedException {
        sender.refusing(new TopicAuthorizationException("no right to write"));
        try (SnapshotPublisher publisher = open(CONFIGURATION)) {
            PublishedRun run = publisher.start(RunDescription.of("a", probeSet));
            run.publishProbabilities(0, probabilities);
            Eventually.await("failed", () -> publisher.statistics().failed() == 1);
            sender.back();

            run.publishProbabilities(1, probabilities);

            Eventually.await("sent", () -> publisher.statistics().sent() == 1);
        }
    }

    @Test
    void spentSenderIsReplacedAndNothingIsLost() throws InterruptedException {
        InMemorySender spent = new InMemorySender().refusing(new SaslAuthenticationException("wrong password"));
        try (SnapshotPublisher publisher =
                SnapshotPublisher.open(CONFIGURATION, () -> sender, spent, InstantSource.system())) {
            PublishedRun run = publisher.start(RunDescription.of("a", probeSet));

            run.publishProbabilities(0, probabilities);

            Eventually.await("sent", () -> publisher.statistics().sent() == 1);
        }
        assertEquals(1, spent.closings());
    }

    @Test
    void closingGivesUpWithinItsTimeoutAndTellsWhatIsLeft() {
        sender.away();
        SnapshotPublisher publisher = open(CONFIGURATION);
        PublishedRun run = publisher.start(RunDescription.of("a", probeSet));
        LongStream.range(0, 4).forEach(step -> run.publishProbabilities(step, probabilities));
        run.finish();

        long start = System.nanoTime();
        Unsent unsent = publisher.close(Duration.ofMillis(300));

        assertTrue(System.nanoTime() - start < 1_000_000_000L);
        assertEquals(new Unsent(4, 2), unsent);
    }

    @Test
    void publishingAfterCloseIsCountedAndDoesNotThrow() {
        SnapshotPublisher publisher = open(CONFIGURATION);
        PublishedRun run = publisher.start(RunDescription.of("a", probeSet));
        publisher.close();

        run.publishProbabilities(0, probabilities);

        assertEquals(1, publisher.statistics().refused());
    }

    @Test
    @SuppressWarnings("NullAway") // what a trainer without null checks may do
    void whatCannotBePublishedIsCountedAndDoesNotThrow() {
        try (SnapshotPublisher publisher = open(CONFIGURATION)) {
            PublishedRun run = publisher.start(RunDescription.of("a", probeSet));

            run.publishProbabilities(0, new float[5]);
            run.publishLogits(1, (float[]) null);
            run.publishLogits(-1, probabilities);
            run.acknowledge(AlarmKind.STALL, 0, "");
            run.finish();
            run.publishProbabilities(2, probabilities);

            assertEquals(4, publisher.statistics().refused());
        }
    }

    @Test
    void nonFiniteSnapshotIsPublished() {
        float[] diverged = probabilities.clone();
        diverged[0] = Float.NaN;
        try (SnapshotPublisher publisher = open(CONFIGURATION)) {
            PublishedRun run = publisher.start(RunDescription.of("a", probeSet));
            run.publishProbabilities(0, diverged);
        }

        assertEquals(2, sender.values(SNAPSHOTS).size());
    }

    @Test
    void probeSetThatDoesNotFitTheQueueIsRefusedAtTheStart() {
        PublisherConfiguration small = PublisherConfiguration.builder("localhost:9092")
                .queueBytes(1000)
                .build();
        try (SnapshotPublisher publisher = open(small)) {
            IllegalArgumentException refusal = assertThrows(
                    IllegalArgumentException.class, () -> publisher.start(RunDescription.of("a", probeSet)));

            assertTrue(
                    String.valueOf(refusal.getMessage()).startsWith("queueBytes is 1000; expected at least the 1000"));
        }
    }

    private SnapshotPublisher open(PublisherConfiguration configuration) {
        return SnapshotPublisher.open(configuration, () -> sender, sender, InstantSource.system());
    }

    private List<RunRecord> states() {
        return sender.values(RUNS).stream().map(JsonFormat.runs()::read).toList();
    }
}
