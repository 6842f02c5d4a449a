package io.thalweg.protocol.record;

import io.thalweg.protocol.ProbeSet;
import io.thalweg.protocol.ProbeSetId;
import io.thalweg.protocol.RunId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Records for tests: full ones have every component, bare ones only what is required. */
final class Records {
    static final String MANIFOLD = "sha256:" + "5b".repeat(32);
    static final Instant NOW = Instant.parse("2026-11-23T14:17:00.120Z");
    private static final ProbeSetId PROBES = ProbeSet.of(new int[600], 10).id();
    private static final RunId RUN = new RunId("resnet-a.s3");

    private Records() {}

    static MetricsRecordBuilder bareMetrics() {
        return MetricsRecord.builder()
                .run(RUN)
                .probeSet(PROBES)
                .manifold(MANIFOLD)
                .publishedAt(NOW)
                .samples(600)
                .classes(10);
    }

    static MetricsRecord fullMetrics() {
        OptionalDouble share = OptionalDouble.of(0.4);
        return bareMetrics()
                .attempt(1)
                .step(1200)
                .totalSteps(9000)
                .tags(Map.of("arch", "resnet", "optimiser", "sgd"))
                .coverage(0.5)
                .progress(0.831)
                .bestProgress(0.834)
                .offManifoldNats(1e-9)
                .standardErrorNats(0.002)
                .nearest(Nearest.of("mlp64.s0", "mlp64", 4, 0.82))
                .coordinates(List.of(1.02, -0.11, 0.04))
                .heightNats(-0.013)
                .distanceToTruthNats(0.19)
                .distanceToIgnoranceNats(0.81)
                .pathLength(3.2)
                .rank(0.64)
                .detectors(new Detectors(share, share, share, share, share))
                .comparedBy(ComparedBy.STEP)
                .familiarity(Familiarity.UNFAMILIAR)
                .tube(new NearestTube("mlp64", 0.031, OptionalDouble.of(0.028), OptionalDouble.of(1.1)))
                .alarms(List.of(AlarmKind.values()))
                .build();
    }

    static DecisionRecordBuilder bareDecision() {
        return DecisionRecord.builder()
                .run(RUN)
                .kind(AlarmKind.SILENT)
                .state(DecisionState.CLEARED)
                .reason("heard again")
                .decidedAt(NOW);
    }

    static DecisionRecord fullDecision() {
        return bareDecision()
                .attempt(2)
                .step(2300)
                .kind(AlarmKind.OFF_MANIFOLD)
                .state(DecisionState.ACKNOWLEDGED)
                .severity("off")
                .share(1.7)
                .alpha(0.05)
                .classes(List.of(
                        new ClassShare(3, 0.41, OptionalInt.of(8), OptionalDouble.of(0.92), OptionalInt.of(3)),
                        new ClassShare(1, 0.2, OptionalInt.empty(), OptionalDouble.empty(), OptionalInt.empty())))
                .samples(List.of(new SampleShare(417, 0.02, OptionalInt.of(3), OptionalInt.of(8), OptionalInt.of(3))))
                .comparison(new Comparison("mlp64.s0", "mlp64", 12, 0.55, 0.31, 0.39, 0.98))
                .nearest(new Nearest("mlp64.s0", "mlp64", OptionalInt.empty(), OptionalDouble.empty()))
                .manifold(MANIFOLD)
                .policy("strict")
                .experiment("imagenet")
                .withheld(Withheld.SHADOW)
                .advice("would be advised to stop; the policy only observes")
                .shadow(true)
                .action("stopped")
                .build();
    }

    static RunRecord bareRun() {
        return RunRecord.started(RUN, 0, Map.of(), OptionalLong.empty(), PROBES, NOW);
    }

    static RunRecord fullRun() {
        return RunRecord.started(RUN, 3, Map.of("arch", "resnet"), OptionalLong.of(9000), PROBES, NOW)
                .acknowledging(
                        new Acknowledgement(AlarmKind.STALL, 17, "lowered the learning rate", NOW.plusSeconds(5)))
                .ended(RunState.FAILED, "out of memory", NOW.plusSeconds(9));
    }

    /** The example of a record as the design has it. */
    static byte[] example(String name) {
        try (InputStream in = Records.class.getResourceAsStream("/examples/" + name + ".json")) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
