package io.thalweg.producer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.producer.Outgoing.SnapshotChunks;
import io.thalweg.producer.Outgoing.StateRecord;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SendQueueTest {
    private final SendQueue queue = new SendQueue(300);
    private final RunLane a = new RunLane(new byte[] {'a'});
    private final RunLane b = new RunLane(new byte[] {'b'});

    @Test
    void oldestOfTheSameRunGivesWay() {
        SnapshotChunks other = offered(b, 100);
        offered(a, 100);
        SnapshotChunks second = offered(a, 100);

        SnapshotChunks third = new SnapshotChunks(a, "s", List.of(new byte[60], new byte[40]));
        assertEquals(1, queue.offer(third));

        assertEquals(List.of(other, second, third), List.of(taken(), taken(), taken()));
        assertEquals(new PublisherStatistics(3, 1, 0, 0, 0), queue.statistics(0));
    }

    @Test
    void runWithTheMostGivesWayToOneThatHasNothing() {
        offered(a, 100);
        offered(a, 100);
        offered(b, 100);

        RunLane c = new RunLane(new byte[] {'c'});
        offered(c, 100);

        assertEquals(1, a.waitingSnapshots());
        assertEquals(1, b.waitingSnapshots());
        assertEquals(1, c.waitingSnapshots());
    }

    @Test
    void whatIsUnderWayIsNeverDropped() {
        SnapshotChunks taken = offered(a, 300);
        queue.take();

        offered(a, 300);
        offered(a, 300);

        queue.settleSent(taken);
        assertEquals(new PublisherStatistics(1, 1, 300, 0, 0), queue.statistics(0));
    }

    @Test
    void snapshotLargerThanTheQueueIsDroppedItself() {
        assertEquals(1, queue.offer(new SnapshotChunks(a, "s", List.of(new byte[301]))));
    }

    @Test
    void statesOfRunsAreNotDropped() {
        StateRecord start = put(a, false);
        for (int i = 0; i < 10; i++) {
            offered(a, 300);
        }

        assertEquals(Optional.of(start), queue.take());
    }

    @Test
    void newerStateTakesThePlaceOfAWaitingOne() {
        put(a, false);
        SnapshotChunks snapshot = offered(a, 100);
        StateRecord newer = put(a, false);

        assertEquals(Optional.of(newer), queue.take());
        assertEquals(Optional.of(snapshot), queue.take());
        assertEquals(Optional.empty(), queue.take());
    }

    @Test
    void endOfARunWaitsForItsSnapshots() {
        StateRecord start = put(a, false);
        SnapshotChunks snapshot = offered(a, 100);
        StateRecord end = put(a, true);
        queue.take();
        queue.take();
        assertEquals(Optional.empty(), queue.take());

        queue.settleSent(start);
        queue.settleFailed(snapshot);

        assertEquals(Optional.of(end), queue.take());
    }

    @Test
    void laterSnapshotOfTheSameRunWaitsForTheOneUnderWay() {
        offered(a, 10);
        offered(a, 10);
        queue.take();

        assertEquals(Optional.empty(), queue.take());
    }

    @Test
    void unansweredSnapshotLeavesAgainBeforeTheLaterOnes() {
        SnapshotChunks first = offered(a, 10);
        SnapshotChunks second = offered(a, 10);
        queue.take();

        queue.putBack(first);

        assertEquals(List.of(first, second), List.of(taken(), taken()));
    }

    @Test
    void stateOfARunDoesNotWaitForItsSnapshots() {
        offered(a, 10);
        offered(a, 10);
        queue.take();

        StateRecord state = put(a, false);

        assertEquals(Optional.of(state), queue.take());
    }

    @Test
    void failedStateWaitsAgain() {
        StateRecord start = put(a, false);
        queue.take();

        queue.putBack(start);

        assertEquals(Optional.of(start), queue.take());
    }

    @Test
    void failedStateDoesNotReplaceANewerOne() {
        StateRecord start = put(a, false);
        queue.take();
        StateRecord end = put(a, true);

        queue.putBack(start);

        assertEquals(Optional.of(end), queue.take());
    }

    @Test
    void runsTakeTurns() {
        SnapshotChunks a1 = offered(a, 10);
        SnapshotChunks a2 = offered(a, 10);
        SnapshotChunks b1 = offered(b, 10);

        assertEquals(List.of(a1, b1, a2), List.of(taken(), taken(), taken()));
    }

    @Test
    void closingTellsWhatWaitsAndWhatIsUnderWay() {
        put(a, false);
        offered(a, 10);
        offered(a, 10);
        offered(b, 10);
        queue.take();
        queue.take();

        assertEquals(new Unsent(3, 1), queue.close());
    }

    @Test
    void settledWhenNothingWaitsAndNothingIsUnderWay() throws InterruptedException {
        SnapshotChunks snapshot = offered(a, 10);
        queue.take();
        assertFalse(queue.awaitSettled(1000));

        queue.settleSent(snapshot);

        assertTrue(queue.awaitSettled(1000));
    }

    /** The next to leave, which arrives at once. */
    private Outgoing taken() {
        Outgoing outgoing = queue.take().orElseThrow();
        queue.settleSent(outgoing);
        return outgoing;
    }

    private SnapshotChunks offered(RunLane lane, int bytes) {
        SnapshotChunks snapshot = new SnapshotChunks(lane, "s", List.of(new byte[bytes]));
        queue.offer(snapshot);
        return snapshot;
    }

    private StateRecord put(RunLane lane, boolean last) {
        StateRecord state = new StateRecord(lane, "r", new byte[] {1}, last);
        queue.put(state);
        return state;
    }
}
