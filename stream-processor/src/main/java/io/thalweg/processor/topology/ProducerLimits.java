package io.thalweg.processor.topology;

import io.thalweg.protocol.Expect;
import io.thalweg.protocol.RunId;

/**
 * What one producer may take of a partition, so that one that runs wild crowds nobody out. A producer is what run ids name
 * before their first dot: {@code docs/adr/0009-a-producer-is-the-first-word-of-its-runs.md}.
 *
 * @param runs runs of one producer that have not ended, 0 for any number
 * @param bytesPerSecond of its chunks, as they are in the topic; 0 for any number
 */
public record ProducerLimits(int runs, int bytesPerSecond) {
    private static final ProducerLimits NONE = new ProducerLimits(0, 0);

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming the value that is negative
     */
    public ProducerLimits {
        Expect.that(runs >= 0, "runs", runs, "0 or more");
        Expect.that(bytesPerSecond >= 0, "bytesPerSecond", bytesPerSecond, "0 or more");
    }

    /** No limits. */
    public static ProducerLimits none() {
        return NONE;
    }

    /** Whose run it is. */
    static String producer(RunId run) {
        String name = run.value();
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }
}
