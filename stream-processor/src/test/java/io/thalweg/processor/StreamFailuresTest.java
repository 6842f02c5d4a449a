package io.thalweg.processor;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class StreamFailuresTest {
    private final List<String> reasons = new ArrayList<>();
    private final StreamFailures failures = new StreamFailures(InstantSource.fixed(Instant.EPOCH), reasons::add);

    @Test
    void threadThatDiesIsReplaced() {
        assertEquals(REPLACE_THREAD, failures.handle(new StreamsException("once")));
        assertEquals(List.of(), reasons);
    }

    @Test
    void sameInstanceIdTwiceIsHopeless() {
        StreamsException failure = new StreamsException(new FencedInstanceIdException("fenced"));

        assertEquals(SHUTDOWN_CLIENT, failures.handle(failure));
        assertTrue(reasons.get(0).contains("instance.id"));
    }

    @Test
    void tooManyDeathsEndIt() {
        for (int i = 0; i < 10; i++) {
            assertEquals(REPLACE_THREAD, failures.handle(new StreamsException("again")));
        }

        assertEquals(SHUTDOWN_CLIENT, failures.handle(new StreamsException("again")));
        assertTrue(reasons.get(0).startsWith("11 stream threads died within 10 minutes"));
    }
}
