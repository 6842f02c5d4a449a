package io.thalweg.producer;

import io.thalweg.producer.Outgoing.SnapshotChunks;
import io.thalweg.producer.Outgoing.StateRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What waits of one run, in the order in which it must leave: its start, its snapshots, its end. Guarded by the lock of
 * its {@link SendQueue}.
 *
 * <p>Each {@link StateRecord} carries the whole state, so a newer one takes the place of one that still waits; however
 * long the cluster is away and however often the trainer acknowledges, at most two wait: the newest running state (ahead
 * of the snapshots) and the end (behind them).
 */
final class RunLane {
    private final byte[] key;
    private final AtomicLong numbers = new AtomicLong();
    private final ArrayDeque<SnapshotChunks> snapshots = new ArrayDeque<>();
    private @Nullable StateRecord running;
    private @Nullable StateRecord end;
    private @Nullable StateRecord newest;
    private long waitingBytes;
    private int underWay;

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

    /** After it failed on the way: it waits again, in its old place among the others. */
    void putBack(SnapshotChunks snapshot) {
        List<SnapshotChunks> all = new ArrayList<>(snapshots);
        all.add(snapshot);
        all.sort(Comparator.comparingLong(SnapshotChunks::number));
        snapshots.clear();
        snapshots.addAll(all);
        waitingBytes += snapshot.sizeBytes();
    }

    /** Counts the run's snapshots, from any thread. */
    long nextNumber() {
        return numbers.getAndIncrement();
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
        return running != null || !snapshots.isEmpty() || (end != null && underWay == 0);
    }

    /** The next to leave, now under way; only when {@link #ready}. */
    Outgoing take() {
        underWay++;
        StateRecord state = running;
        if (state != null) {
            running = null;
            return state;
        }
        SnapshotChunks snapshot = pollOldestSnapshot();
        if (snapshot != null) {
            return snapshot;
        }
        StateRecord last = end;
        end = null;
        if (last == null) {
            throw new IllegalStateException("nothing is ready");
        }
        return last;
    }

    void settle() {
        underWay--;
    }

    boolean idle() {
        return running == null && end == null && snapshots.isEmpty() && underWay == 0;
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
