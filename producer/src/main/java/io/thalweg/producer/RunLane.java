package io.thalweg.producer;

import io.thalweg.producer.Outgoing.SnapshotChunks;
import io.thalweg.producer.Outgoing.StateRecord;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * What waits of one run, in the order in which it must leave: its start, its snapshots, its end. Guarded by the lock of
 * its {@link SendQueue}.
 *
 * <p>Each {@link StateRecord} carries the whole state, so a newer one takes the place of one that still waits; however
 * long the cluster is away and however often the trainer acknowledges, at most two wait: the newest running state (ahead
 * of the snapshots) and the end (behind them).
 *
 * <p>One snapshot of a run is under way at a time, so that one that the cluster did not take and that is sent anew still
 * comes before the later ones: the processor has no use for an earlier step after a later one. Runs share the way, and a
 * snapshot of many chunks fills it by itself, so what this costs is one round trip a snapshot of the same run.
 */
final class RunLane {
    private final byte[] key;
    private final ArrayDeque<SnapshotChunks> snapshots = new ArrayDeque<>();
    private @Nullable StateRecord running;
    private @Nullable StateRecord end;
    private @Nullable StateRecord newest;
    private long waitingBytes;
    private int statesUnderWay;
    private boolean snapshotUnderWay;

    RunLane(byte[] key) {
        this.key = key;
    }

    byte[] key() {
        return key;
    }

    void add(SnapshotChunks snapshot) {
        snapshots.addLast(snapshot);
        waitingBytes += snapshot.sizeBytes();
    }

    /** After it failed on the way: it is the next of the snapshots to leave again. */
    void putBack(SnapshotChunks snapshot) {
        snapshots.addFirst(snapshot);
        waitingBytes += snapshot.sizeBytes();
    }

    void put(StateRecord state) {
        newest = state;
        if (state.last()) {
            end = state;
        } else {
            running = state;
        }
    }

    /** After it failed on the way: unless a newer one has been put, it waits again. */
    boolean putBack(StateRecord state) {
        if (!state.equals(newest)) {
            return false;
        }
        put(state);
        return true;
    }

    @Nullable
    SnapshotChunks pollOldestSnapshot() {
        SnapshotChunks oldest = snapshots.pollFirst();
        if (oldest != null) {
            waitingBytes -= oldest.sizeBytes();
        }
        return oldest;
    }

    /** The end leaves when everything before it has settled, so that nobody reads snapshots of a run that has ended. */
    boolean ready() {
        return running != null || (!snapshots.isEmpty() ? !snapshotUnderWay : end != null && nothingUnderWay());
    }

    /** The next to leave, now under way; only when {@link #ready}. */
    Outgoing take() {
        StateRecord state = running;
        if (state != null) {
            running = null;
            statesUnderWay++;
            return state;
        }
        SnapshotChunks snapshot = snapshotUnderWay ? null : pollOldestSnapshot();
        if (snapshot != null) {
            snapshotUnderWay = true;
            return snapshot;
        }
        StateRecord last = end;
        if (last == null || !nothingUnderWay()) {
            throw new IllegalStateException("nothing is ready");
        }
        end = null;
        statesUnderWay++;
        return last;
    }

    void settle(Outgoing outgoing) {
        if (outgoing instanceof SnapshotChunks) {
            snapshotUnderWay = false;
        } else {
            statesUnderWay--;
        }
    }

    private boolean nothingUnderWay() {
        return statesUnderWay == 0 && !snapshotUnderWay;
    }

    boolean idle() {
        return running == null && end == null && snapshots.isEmpty() && nothingUnderWay();
    }

    long waitingBytes() {
        return waitingBytes;
    }

    int waitingSnapshots() {
        return snapshots.size();
    }

    int waitingStates() {
        return (running == null ? 0 : 1) + (end == null ? 0 : 1);
    }
}
