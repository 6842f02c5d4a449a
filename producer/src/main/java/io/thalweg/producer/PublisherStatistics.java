package io.thalweg.producer;

/**
 * What became of the snapshots since the publisher was opened; a snapshot is in exactly one of these, or under way.
 *
 * @param sent wholly acknowledged by the cluster
 * @param dropped let go, oldest first, because the queue was full
 * @param queuedBytes encoded bytes that wait for the cluster now
 * @param failed handed to the cluster, not wholly acknowledged by it
 * @param refused never queued: of the wrong shape, not probabilities, or published after the run's end
 */
public record PublisherStatistics(long sent, long dropped, long queuedBytes, long failed, long refused) {}
