package io.thalweg.processor.topology;

import io.thalweg.processor.tracking.RunState;
import io.thalweg.protocol.RunId;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How many runs of each producer go on, in one partition. */
final class ProducerRuns {
    private final Map<String, Integer> going = new HashMap<>();

    /** Notes what has become of a run; absent is not followed. */
    void changed(@Nullable RunState before, @Nullable RunState after) {
        int change = goes(after) - goes(before);
        RunState known = after == null ? before : after;
        if (change != 0 && known != null) {
            going.merge(ProducerLimits.producer(known.run()), change, (a, b) -> a + b == 0 ? null : a + b);
        }
    }

    /** Those of the run's producer. */
    int of(RunId run) {
        return going.getOrDefault(ProducerLimits.producer(run), 0);
    }

    private static int goes(@Nullable RunState state) {
        return state == null || state.ended() ? 0 : 1;
    }
}
