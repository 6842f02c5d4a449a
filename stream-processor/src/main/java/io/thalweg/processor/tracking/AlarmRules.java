package io.thalweg.processor.tracking;

import io.thalweg.protocol.Expect;
import io.thalweg.protocol.policy.Policy;
import java.time.Duration;

/**
 * When an alarm is raised and cleared, and what follows.
 *
 * @param alpha the share of healthy runs that may raise an alarm in their whole life, above 0 and below 1
 * @param consecutive snapshots over the threshold that raise an alarm, and under it that clear it
 * @param silentAfter a run that has not ended and sends nothing for this long is silent
 * @param advisor says whether an alarm advises to stop
 */
public record AlarmRules(double alpha, int consecutive, Duration silentAfter, StopAdvisor advisor) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming the value that is out of range
     */
    public AlarmRules {
        Expect.that(alpha > 0 && alpha < 1, "alpha", alpha, "above 0 and below 1");
        Expect.that(consecutive >= 1, "consecutive", consecutive, "at least 1");
        Expect.that(!silentAfter.isNegative() && !silentAfter.isZero(), "silentAfter", silentAfter, "above 0");
    }

    /** The defaults, with the built-in policy for all runs. */
    public static AlarmRules standard() {
        return under(Policy.standard(Policy.DEFAULT));
    }

    /** The defaults, with one policy for all runs. */
    public static AlarmRules under(Policy policy) {
        return new AlarmRules(0.05, 2, Duration.ofMinutes(10), StopAdvisor.of(policy));
    }
}
