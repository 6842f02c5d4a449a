package io.thalweg.processor.tracking;

import io.thalweg.protocol.policy.Policy;
import io.thalweg.protocol.record.Withheld;
import org.jspecify.annotations.Nullable;

/**
 * What a policy makes of an alarm that stands.
 *
 * @param policy which
 * @param experiment of the run, empty where it has none
 * @param withheld why no stop is advised; absent when it is
 * @param sentence for people, with the figures
 */
record Verdict(Policy policy, String experiment, @Nullable Withheld withheld, String sentence) {
    boolean stop() {
        return withheld == null;
    }
}
