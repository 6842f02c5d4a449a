package io.thalweg.processor.topology;

import io.thalweg.protocol.Expect;
import java.time.Duration;

/**
 * What keeps the memory flat and unfinished business short.
 *
 * @param coverageShare an incomplete snapshot is measured if at least this share of its samples came, above 0 to 1
 * @param incompleteAfter a snapshot whose next chunk does not come for this long is closed as it is
 * @param forgetAfter a run that sends nothing for this long is forgotten
 * @param runsPerPartition the most runs followed in one partition
 * @param snapshotsInFlight the most unfinished snapshots of one run
 * @param inFlightBytes the most bytes that the sums of unfinished snapshots of one partition may hold
 * @param passingBytes the most bytes of predictions of one partition that are held on to until their snapshot is measured,
 *     so that alarms can name classes and samples; 0 for none
 */
public record Limits(
        double coverageShare,
        Duration incompleteAfter,
        Duration forgetAfter,
        int runsPerPartition,
        int snapshotsInFlight,
        long inFlightBytes,
        long passingBytes) {
    private static final Limits STANDARD =
            new Limits(0.5, Duration.ofSeconds(30), Duration.ofHours(24), 1_000, 4, 16L << 20, 16L << 20);

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming the value that is out of range
     */
    public Limits {
        Expect.that(coverageShare > 0 && coverageShare <= 1, "coverageShare", coverageShare, "above 0, at most 1");
        Expect.that(isPositive(incompleteAfter), "incompleteAfter", incompleteAfter, "above 0");
        Expect.that(isPositive(forgetAfter), "forgetAfter", forgetAfter, "above 0");
        Expect.that(runsPerPartition >= 1, "runsPerPartition", runsPerPartition, "at least 1");
        Expect.that(snapshotsInFlight >= 1, "snapshotsInFlight", snapshotsInFlight, "at least 1");
        Expect.that(inFlightBytes >= 1 << 20, "inFlightBytes", inFlightBytes, "at least 1 MiB");
        Expect.that(passingBytes >= 0, "passingBytes", passingBytes, "0 or more");
    }

    /** The defaults. */
    public static Limits standard() {
        return STANDARD;
    }

    private static boolean isPositive(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }
}
