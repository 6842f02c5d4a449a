package io.thalweg.producer;

/**
 * What a publisher could not deliver before it was closed.
 *
 * @param snapshots queued or under way, not acknowledged
 * @param runRecords states of runs (started, acknowledged, ended), not acknowledged
 */
public record Unsent(long snapshots, long runRecords) {

    public boolean nothing() {
        return snapshots == 0 && runRecords == 0;
    }
}
