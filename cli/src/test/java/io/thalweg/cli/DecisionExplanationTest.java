package io.thalweg.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.cli.DecisionsCommand.SinceOption;
import io.thalweg.protocol.RunId;
import io.thalweg.protocol.record.AlarmKind;
import io.thalweg.protocol.record.ClassShare;
import io.thalweg.protocol.record.DecisionRecord;
import io.thalweg.protocol.record.DecisionRecordBuilder;
import io.thalweg.protocol.record.DecisionState;
import io.thalweg.protocol.record.Nearest;
import io.thalweg.protocol.record.SampleShare;
import io.thalweg.protocol.record.Withheld;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class DecisionExplanationTest {
    private static final Instant NOW = Instant.parse("2026-11-23T14:18:02Z");

    @Test
    void everythingThatMadeTheDecisionIsToldInPlainWords() {
        DecisionRecord decision = raised().classes(
                        List.of(classShare(3, 0.41, OptionalInt.of(8)), classShare(1, 0.2, OptionalInt.empty())))
                .samples(List.of(
                        new SampleShare(417, 0.021, OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty())))
                .build();

        assertEquals(
                List.of(
                        "2026-11-23T14:18:02Z  resnet-a.s4 (attempt 1)  OFF_MANIFOLD raised at step 2300",
                        "    why      0.31 nats from the nearest healthy run",
                        "    figures  1.7 times the threshold of the alarm, which is set so that at most 5% of healthy runs"
                                + " ever pass it (alpha = 0.05)",
                        "    nearest  mlp64.s0, configuration mlp64, at progress 0.55",
                        "    classes  3 taken for 8: 41%, 1: 20% of the distance",
                        "    samples  417: 2.1% of the distance",
                        "    policy   imagenet, for experiment imagenet",
                        "    stop     a stop is advised; 0 of the experiment's 20 runs advised to stop before it",
                        "    trainer  stopping"),
                DecisionExplanation.lines(decision, Optional.of("stopping")));
    }

    @Test
    void stopThatIsWithheldIsExplainedAndAsksForNoAcknowledgement() {
        DecisionRecord decision = raised().stopAdvised(false)
                .withheld(Withheld.GRACE)
                .advice("no stop yet: step 2 and snapshot 2")
                .build();

        List<String> lines = DecisionExplanation.lines(decision, Optional.empty());
        assertTrue(lines.contains("    stop     no stop yet: step 2 and snapshot 2"), lines.toString());
        assertFalse(lines.toString().contains("trainer"), lines.toString());
    }

    @Test
    void adviceWithoutAcknowledgementSaysSo() {
        List<String> lines = DecisionExplanation.lines(raised().build(), Optional.empty());

        assertEquals("    trainer  has not acknowledged it", lines.get(lines.size() - 1));
    }

    @Test
    void textsOfOthersCannotSteerTheTerminal() {
        DecisionRecord decision = raised().reason("red \u001b[31m").build();

        assertTrue(DecisionExplanation.lines(decision, Optional.empty()).contains("    why      red ?[31m"));
    }

    @Test
    void timesAreDurationsBackOrInstants() {
        assertEquals(Optional.of(NOW.minusSeconds(1800)), SinceOption.parse("30m", NOW));
        assertEquals(Optional.of(NOW.minusSeconds(7 * 86_400)), SinceOption.parse("7d", NOW));
        assertEquals(
                Optional.of(Instant.parse("2026-11-01T00:00:00Z")), SinceOption.parse("2026-11-01T00:00:00Z", NOW));
        assertEquals(Optional.empty(), SinceOption.parse("yesterday", NOW));
    }

    private static ClassShare classShare(int label, double share, OptionalInt predicted) {
        return new ClassShare(label, share, predicted, OptionalDouble.empty(), OptionalInt.empty());
    }

    private static DecisionRecordBuilder raised() {
        return DecisionRecord.builder()
                .run(new RunId("resnet-a.s4"))
                .attempt(1)
                .step(2300)
                .kind(AlarmKind.OFF_MANIFOLD)
                .state(DecisionState.RAISED)
                .share(1.7)
                .alpha(0.05)
                .reason("0.31 nats from the nearest healthy run")
                .nearest(Nearest.of("mlp64.s0", "mlp64", 12, 0.55))
                .policy("imagenet")
                .experiment("imagenet")
                .stopAdvised(true)
                .advice("a stop is advised; 0 of the experiment's 20 runs advised to stop before it")
                .decidedAt(NOW);
    }
}
