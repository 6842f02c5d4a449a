package io.thalweg.protocol.policy;

import io.thalweg.protocol.Expect;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * How many runs of an experiment may be advised to stop.
 *
 * @param share of the runs seen in the experiment, 0 to 1
 * @param atLeast runs that may be, however few were seen
 */
public record Budget(double share, int atLeast) {
    /** Every run may be advised to stop. */
    public static final Budget UNLIMITED = new Budget(1, 0);

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException when one is out of range
     */
    public Budget {
        Expect.that(share >= 0 && share <= 1, "budget.share", share, "0 to 1");
        Expect.that(atLeast >= 0, "budget.atLeast", atLeast, "0 or more");
    }

    public boolean unlimited() {
        return share == 1;
    }

    /** Runs that may be advised to stop when so many were seen: the share rounded down, or {@code atLeast} if that is more. */
    public int allowed(int seen) {
        // In decimal: 0.29 of 100 runs is 29, in binary it is a little less.
        int ofSeen = BigDecimal.valueOf(share)
                .multiply(BigDecimal.valueOf(seen))
                .setScale(0, RoundingMode.FLOOR)
                .intValueExact();
        return Math.max(atLeast, ofSeen);
    }
}
