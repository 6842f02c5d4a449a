package io.thalweg.benchmarks.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.thalweg.benchmarks.processes.Bar;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {
    private final Outcome outcome =
            new Outcome("vector-16bit", Session.FEW_CLASSES, 1, 1, 1.5, 6.0, 4.0, 30, 0.75, 1e-6);

    @Test
    void jsonHasTheKeysPromised() throws IOException {
        Report report = new Report("17", "numpy", Map.of("1", 40.0, "2", 44.5), List.of(outcome));
        assertEquals(
                "{\"jdk\":\"17\",\"readBandwidthGBs\":{\"1\":40.0,\"2\":44.5},\"cases\":[{\"kernel\":\"vector-16bit\","
                        + "\"shape\":[10000,10,256],\"snapshots\":1,\"threads\":1,\"millisPerSnapshot\":1.5,"
                        + "\"numpyMillisPerSnapshot\":6.0,\"ratioToNumpy\":4.0,\"bandwidthShare\":0.75,\"maxError\":1.0E-6}]}",
                new JsonMapper().writeValueAsString(report));
    }

    @Test
    void barsAreOfWhatWasMeasured() {
        List<Bar> bars = Bars.of(List.of(outcome));
        assertEquals(2, bars.size());
        assertTrue(bars.stream().allMatch(Bar::met));
    }

    @Test
    void withoutNumpyNothingIsComparedWithIt() {
        Outcome alone = new Outcome("vector-16bit", Session.FEW_CLASSES, 1, 1, 1.5, null, null, 30, 0.75, 1e-4);
        List<Bar> bars = Bars.of(List.of(alone));
        assertEquals(List.of(false), bars.stream().map(Bar::met).toList());
    }
}
