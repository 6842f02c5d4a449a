package io.thalweg.producer;

import io.thalweg.producer.Outgoing.SnapshotChunks;
import io.thalweg.producer.Outgoing.StateRecord;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Between the trainer's threads and the one that sends: bounded in the bytes of the snapshots that wait. Trainers only
 * ever hold the lock for bookkeeping, so {@link #offer} and {@link #put} do not block.
 *
 * <p>A snapshot that does not fit pushes out waiting ones, oldest first: of its own run, and when that has none left, of
 * the run that holds the most. What has been taken is no longer here and is never dropped, so a snapshot leaves whole or
 * not at all. The states of runs are not bounded by bytes; see {@link RunLane}. Runs take turns.
 */
final class SendQueue {
    private final long capacityBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<RunLane> lanes = new LinkedHashSet<>();
    private long waitingBytes;
    private int snapshotsUnderWay;
    private int statesUnderWay;
    private long sent;
    private long dropped;
    private long failed;
    private boolean closed;

    SendQueue(long capacityBytes) {
        this.capacityBytes = capacityBytes;
    }

    /**
     * Adds a snapshot; tells how many were dropped for it, itself included.
     *
     * @throws IllegalStateException when the queue has been closed
     */
    int offer(SnapshotChunks snapshot) {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the publisher is closed");
            }
            int victims = 0;
            while (waitingBytes + snapshot.sizeBytes() > capacityBytes && dropOldest(snapshot.lane())) {
                victims++;
            }
            if (waitingBytes + snapshot.sizeBytes() > capacityBytes) {
                dropped++;
                return victims + 1;
            }
            snapshot.lane().add(snapshot);
            waitingBytes += snapshot.sizeBytes();
            lanes.add(snapshot.lane());
            changed.signalAll();
            return victims;
        } finally {
            lock.unlock();
        }
    }

    private boolean dropOldest(RunLane own) {
        RunLane from = own.waitingSnapshots() > 0
                ? own
                : lanes.stream()
                        .max(Comparator.comparingLong(RunLane::waitingBytes))
                        .orElse(own);
        SnapshotChunks oldest = from.pollOldestSnapshot();
        if (oldest == null) {
            return false;
        }
        waitingBytes -= oldest.sizeBytes();
        dropped++;
        return true;
    }

    void put(StateRecord state) {
        lock.lock();
        try {
            state.lane().put(state);
            lanes.add(state.lane());
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until something is ready to leave; false when the queue has been closed. */
    boolean awaitReady() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed && lanes.stream().noneMatch(RunLane::ready)) {
                changed.await();
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /** The next to leave; from now on it counts as under way, until it is settled. */
    Optional<Outgoing> take() {
        lock.lock();
        try {
            Optional<RunLane> next = closed
                    ? Optional.empty()
                    : lanes.stream().filter(RunLane::ready).findFirst();
            return next.map(this::take);
        } finally {
            lock.unlock();
        }
    }

    private Outgoing take(RunLane lane) {
        lanes.remove(lane);
        lanes.add(lane);
        Outgoing outgoing = lane.take();
        if (outgoing instanceof SnapshotChunks snapshot) {
            waitingBytes -= snapshot.sizeBytes();
            snapshotsUnderWay++;
        } else {
            statesUnderWay++;
        }
        return outgoing;
    }

    /** The cluster has it. */
    void settleSent(Outgoing outgoing) {
        settle(outgoing, true);
    }

    /** The cluster does not have it, or not the whole of it, and it is given up. */
    void settleFailed(Outgoing outgoing) {
        settle(outgoing, false);
    }

    /** The cluster does not have it; it waits again, unless a newer state has made it worthless. */
    void putBack(StateRecord state) {
        lock.lock();
        try {
            state.lane().putBack(state);
            settle(state, false);
        } finally {
            lock.unlock();
        }
    }

    /** The cluster did not answer for it in time: it waits again, and the run's later ones behind it. */
    void putBack(SnapshotChunks snapshot) {
        lock.lock();
        try {
            snapshot.lane().putBack(snapshot);
            snapshot.lane().settle(snapshot);
            waitingBytes += snapshot.sizeBytes();
            snapshotsUnderWay--;
            lanes.add(snapshot.lane());
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void settle(Outgoing outgoing, boolean arrived) {
        lock.lock();
        try {
            outgoing.lane().settle(outgoing);
            if (outgoing instanceof SnapshotChunks) {
                snapshotsUnderWay--;
                sent += arrived ? 1 : 0;
                failed += arrived ? 0 : 1;
            } else {
                statesUnderWay--;
            }
            if (outgoing.lane().idle()) {
                lanes.remove(outgoing.lane());
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether no snapshot waits. */
    boolean drained() {
        lock.lock();
        try {
            return waitingBytes == 0;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until nothing waits and nothing is under way; false when that takes longer. */
    boolean awaitSettled(long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (!lanes.isEmpty() && left > 0) {
                left = changed.awaitNanos(left);
            }
            return lanes.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Nothing is taken from now on. */
    Unsent close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
            long snapshots = lanes.stream().mapToLong(RunLane::waitingSnapshots).sum();
            long states = lanes.stream().mapToLong(RunLane::waitingStates).sum();
            return new Unsent(snapshots + snapshotsUnderWay, states + statesUnderWay);
        } finally {
            lock.unlock();
        }
    }

    boolean closed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    PublisherStatistics statistics(long refused) {
        lock.lock();
        try {
            return new PublisherStatistics(sent, dropped, waitingBytes, failed, refused);
        } finally {
            lock.unlock();
        }
    }
}
