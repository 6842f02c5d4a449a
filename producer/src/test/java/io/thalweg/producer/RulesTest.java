package io.thalweg.producer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.thalweg.protocol.record.MetricsRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class RulesTest {
    @Test
    void progressThatGoesOnNeverStops() {
        assertEquals(-1, firstStop(Rules.noProgressOver(2), progress(0.1, 0.2, 0.15, 0.3, 0.25, 0.31)));
    }

    @Test
    void noProgressStopsWhenTheLastSnapshotsStayBehindTheBest() {
        assertEquals(3, firstStop(Rules.noProgressOver(2), progress(0.1, 0.3, 0.3, 0.2, 0.4)));
    }

    @Test
    void divergedSnapshotsAreNoProgress() {
        List<MetricsRecord> history = new ArrayList<>(progress(0.1, 0.2));
        history.add(Records.metrics("a", 2).build());
        history.add(Records.metrics("a", 3).build());

        assertEquals(3, firstStop(Rules.noProgressOver(2), history));
    }

    @Test
    void distanceStopsAboveItsLimitOnly() {
        List<MetricsRecord> history = DoubleStream.of(0.1, 0.2, 0.3)
                .mapToObj(d -> Records.metrics("a", 0).offManifoldNats(d).build())
                .toList();

        assertEquals(2, firstStop(Rules.distanceAbove(0.2), history));
    }

    @Test
    void rankStopsAboveItsLimitOnly() {
        List<MetricsRecord> history = DoubleStream.of(0.95, 0.96)
                .mapToObj(r -> Records.metrics("a", 0).rank(r).build())
                .toList();

        assertEquals(1, firstStop(Rules.rankAbove(0.95), history));
    }

    @Test
    void targetStopsWhenReached() {
        assertEquals(1, firstStop(Rules.progressReached(0.9), progress(0.89, 0.9)));
    }

    @Test
    void absentFigureIsNoReason() {
        List<MetricsRecord> history = List.of(Records.metrics("a", 0).build());

        assertEquals(-1, firstStop(Rules.progressReached(0), history));
    }

    @Test
    void limitsOutOfRangeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Rules.noProgressOver(0));
        assertThrows(IllegalArgumentException.class, () -> Rules.rankAbove(1.5));
        assertThrows(IllegalArgumentException.class, () -> Rules.distanceAbove(Double.NaN));
    }

    private static List<MetricsRecord> progress(double... progress) {
        return DoubleStream.of(progress)
                .mapToObj(p -> Records.metrics("a", 0).progress(p).build())
                .toList();
    }

    /** The index of the record after which the rule first stops; -1 if never. */
    private static int firstStop(StoppingRule rule, List<MetricsRecord> history) {
        for (int i = 0; i < history.size(); i++) {
            if (rule.reasonToStop(history.subList(0, i + 1)).isPresent()) {
                return i;
            }
        }
        return -1;
    }
}
