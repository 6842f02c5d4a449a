package io.thalweg.benchmarks.population;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.benchmarks.population.Batches.Batch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchesTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 3, 4, 31, 32, 1_000, 4_321})
    void eachCheckpointOnceAndFewAtTheEnd(long all) {
        Batches batches = new Batches(all, 2);
        long next = 0;
        int last = Integer.MAX_VALUE;
        for (Batch batch = batches.take(32); batch.count() > 0; batch = batches.take(32)) {
            assertEquals(next, batch.from());
            assertTrue(batch.count() <= Math.min(32, last), "%d after %d".formatted(batch.count(), last));
            next += batch.count();
            last = batch.count();
        }
        assertEquals(all, next);
        assertTrue(last <= 4, "the last of " + last);
    }
}
