package io.thalweg.protocol.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.geometry.detection.DetectorScores;
import io.thalweg.protocol.chunk.RejectionReason;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RecordChecksTest {
    private static final OptionalInt NONE = OptionalInt.empty();

    static Stream<Arguments> refused() {
        return Stream.of(
                refusal(
                        "progress is OptionalDouble[NaN]",
                        () -> Records.bareMetrics().progress(Double.NaN).build()),
                refusal(
                        "coordinates is Infinity",
                        () -> Records.bareMetrics()
                                .coordinates(List.of(1.0, Double.POSITIVE_INFINITY))
                                .build()),
                refusal(
                        "coverage is 1.01; expected 0 to 1",
                        () -> Records.bareMetrics().coverage(1.01).build()),
                refusal(
                        "samples is 0; expected at least 1",
                        () -> Records.bareMetrics().samples(0).build()),
                refusal(
                        "classes is 1; expected at least 2",
                        () -> Records.bareMetrics().classes(1).build()),
                refusal(
                        "attempt is -1; expected 0 or more",
                        () -> Records.bareMetrics().attempt(-1).build()),
                refusal(
                        "totalSteps is OptionalLong[0]",
                        () -> Records.bareMetrics().totalSteps(0).build()),
                refusal(
                        "manifold is \"x\"; expected sha256",
                        () -> Records.bareMetrics().manifold("x").build()),
                refusal(
                        "run is missing; expected a value",
                        () -> MetricsRecord.builder().build()),
                refusal(
                        "detectors.distance is",
                        () -> Detectors.of(new DetectorScores(Double.POSITIVE_INFINITY, 0, 0, 0, 0), 1)),
                refusal(
                        "tube nats is -1.0; expected 0 or more",
                        () -> new NearestTube("a", -1, OptionalDouble.empty(), OptionalDouble.empty())),
                refusal("nearest index is OptionalInt[-1]", () -> Nearest.of("a", "a", -1, 0)),
                refusal("nearest run is \"\"; expected 1 to 256", () -> Nearest.of("", "a", 0, 0)),
                refusal("share of class 3 is 1.1", () -> new ClassShare(3, 1.1, NONE, OptionalDouble.empty(), NONE)),
                refusal("sample is -1; expected 0 or more", () -> new SampleShare(-1, 0, NONE, NONE, NONE)),
                refusal(
                        "action is Optional[stopped]; expected present exactly",
                        () -> Records.bareDecision().action("stopped").build()),
                refusal(
                        "action is Optional.empty; expected present exactly",
                        () -> Records.bareDecision()
                                .state(DecisionState.ACKNOWLEDGED)
                                .build()),
                refusal(
                        "alpha is 2.0; expected 0 to 1",
                        () -> Records.bareDecision().alpha(2).build()),
                refusal(
                        "reason is \"\"; expected 1 to 2048",
                        () -> Records.bareDecision().reason("").build()),
                refusal("acknowledged step is -1", () -> new Acknowledgement(AlarmKind.STALL, -1, "a", Records.NOW)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void valueOutOfRangeIsNamed(String sentence, Executable making) {
        var refusal = assertThrows(IllegalArgumentException.class, making);
        assertTrue(String.valueOf(refusal.getMessage()).startsWith(sentence), refusal.toString());
    }

    @Test
    void tagsAtTheLimitsAreKeptSorted() {
        Map<String, String> tags = new HashMap<>();
        for (int i = 0; i < Tags.MAX_TAGS; i++) {
            tags.put("key" + (31 - i), "v".repeat(100));
        }
        assertEquals("key0", Tags.checked(tags).keySet().iterator().next());
    }

    @Test
    void tagsBeyondALimitAreBadTags() {
        Map<String, String> many = new HashMap<>();
        for (int i = 0; i <= Tags.MAX_TAGS; i++) {
            many.put("key" + i, "v");
        }
        Map<String, String> large = new HashMap<>();
        for (int i = 0; i < 16; i++) {
            large.put("key" + i, "\u00fc".repeat(200));
        }
        List<Map<String, String>> beyond = List.of(
                many,
                large,
                Map.of("k".repeat(65), "v"),
                Map.of("k", "v".repeat(257)),
                Map.of("k", "v".repeat(10_000)));
        for (Map<String, String> tags : beyond) {
            var refusal = assertThrows(RejectedRecordException.class, () -> Tags.checked(tags));
            assertEquals(RejectionReason.BAD_TAGS, refusal.reason());
            assertTrue(refusal.toString().length() < 500, refusal.toString());
        }
    }

    @Test
    void collectionsAreCopied() {
        Map<String, String> tags = new HashMap<>(Map.of("arch", "resnet"));
        MetricsRecord metrics = Records.bareMetrics().tags(tags).build();
        tags.clear();
        assertEquals(Map.of("arch", "resnet"), metrics.tags());
        assertThrows(UnsupportedOperationException.class, () -> metrics.tags().clear());
    }

    @Test
    void acknowledgementsKeepTheLatest() {
        RunRecord run = Records.bareRun();
        for (int step = 0; step < 100; step++) {
            run = run.acknowledging(new Acknowledgement(AlarmKind.STALL, step, "noted", Records.NOW));
        }
        assertEquals(RunRecord.MAX_ACKNOWLEDGEMENTS, run.acknowledgements().size());
        assertEquals(99, run.acknowledgements().get(63).step());
    }

    @Test
    void longReasonOfAnEndIsCut() {
        RunRecord run = Records.bareRun().ended(RunState.FAILED, "e".repeat(100_000), Records.NOW);
        assertEquals(1024, run.reason().orElseThrow().length());
        assertTrue(run.state().ended());
    }

    @Test
    void emptyReasonOfAnEndIsAbsent() {
        RunRecord run = Records.bareRun().ended(RunState.FINISHED, "", Records.NOW);
        assertTrue(run.reason().isEmpty());
    }

    private static Arguments refusal(String sentence, Executable making) {
        return Arguments.of(sentence, making);
    }
}
