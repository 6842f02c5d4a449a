package io.thalweg.geometry.detection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.thalweg.geometry.ReferenceRun;
import io.thalweg.geometry.ReferenceRun.ReferenceCheckpoint;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DistanceBandTest {
    /** As many points at one progress, with distances 0.01, 0.02, .. nats. */
    private static ReferenceRun points(String run, int count, double progress) {
        return new ReferenceRun(
                run,
                run,
                Map.of(),
                count,
                IntStream.range(0, count)
                        .mapToObj(i -> new ReferenceCheckpoint(i, i, progress, (i + 1) / 100.0, 1, 1, List.of(0.0)))
                        .toList());
    }

    @Test
    void isTheNinetiethPercentileNearby() {
        DistanceBand band = DistanceBand.of(List.of(points("near", 101, 0.2), points("far", 50, 0.9)));

        assertEquals(0.91, band.at(0.25), 1e-12);
    }

    @Test
    void widensUntilThereAreEnoughPoints() {
        DistanceBand band =
                DistanceBand.of(List.of(points("near", DistanceBand.FEWEST - 1, 0.2), points("far", 101, 0.9)));

        assertEquals(
                DistanceBand.of(List.of(points("a", 29, 0.2), points("b", 101, 0.2)))
                        .at(0.2),
                band.at(0.2),
                1e-12);
    }

    @Test
    void isFlatWithTooFewPoints() {
        DistanceBand band = DistanceBand.of(List.of(points("few", DistanceBand.FEWEST - 1, 0.5)));

        assertEquals(DistanceBand.FLAT_NATS, band.at(0.5));
    }

    @Test
    void isNeverNarrowerThanTwoHundredthsOfANat() {
        DistanceBand band = DistanceBand.of(List.of(
                HealthyRuns.run("a", 0, 1, 1e-6), HealthyRuns.run("b", 0, 1, 0), HealthyRuns.run("c", 0, 1, 0)));

        assertEquals(0.02, band.at(1));
    }
}
