package io.thalweg.processor.tracking;

import io.thalweg.protocol.Expect;
import io.thalweg.protocol.record.Withheld;
import org.jspecify.annotations.Nullable;

/**
 * How long an alarm has stood, and what its policy made of it last.
 *
 * @param snapshots on which it stood, the one that raised it included
 * @param withheld why no stop was advised; absent when it was, which is never taken back
 */
record Standing(int snapshots, @Nullable Withheld withheld) {
    Standing {
        Expect.that(snapshots >= 1, "snapshots", snapshots, "at least 1");
    }

    boolean advised() {
        return withheld == null;
    }
}
