package io.thalweg.processor.tracking;

import io.thalweg.protocol.Expect;
import io.thalweg.protocol.policy.Policy;
import java.time.Duration;

/**
 * When an alarm is raised and cleared, and what follows.
 *
 * @param alpha the share of healthy runs that may raise an alarm in their whole life, above 0 and below 1
 * @param raiseAfter consecutive snapshots over the threshold that raise an alarm; the calibration counts every single one
 * @param clearAfter consecutive snapshots under it that clear the alarm
 * @param silentAfter a run that has not ended and sends nothing for this long is silent
 * @param advisor says whether an alarm advises to stop
 */
public record AlarmRules(double alpha, int raiseAfter, int clearAfter, Duration silentAfter, StopAdvisor advisor) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming the value that is out of range
     */
    public AlarmRules {
        Expect.that(alpha > 0 && alpha < 1, "alpha", alpha, "above 0 and below 1");
        Expect.that(raiseAfter >= 1, "raiseAfter", raiseAfter, "at least 1");
        Expect.that(clearAfter >= 1, "clearAfter", clearAfter, "at least 1");
        Expect.that(!silentAfter.isNegative() && !silentAfter.isZero(), "silentAfter", silentAfter, "above 0");
    }

    /** The defaults, with the built-in policy for all runs. */
    public static AlarmRules standard() {
        return under(Policy.standard(Policy.DEFAULT));
    }

    /** The defaults, with one policy for all runs. */
    public static AlarmRules under(Policy policy) {
        return new AlarmRules(0.05, 1, 2, Duration.ofMinutes(10), StopAdvisor.of(policy));
    }
}
