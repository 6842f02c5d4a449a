package io.thalweg.producer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.protocol.record.DecisionRecord;
import io.thalweg.protocol.record.DecisionState;
import io.thalweg.protocol.record.MetricsRecord;
import io.thalweg.protocol.record.Withheld;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StopJudgeTest {
    @Test
    void adviceIsFollowedWithTheServicesReason() {
        StopJudge judge = new StopJudge(0, true, List.of());
        DecisionRecord advice = Records.advice("a", 40).build();

        judge.hear(advice);

        assertEquals(Optional.of(new StopReason(40, advice.reason(), Optional.of(advice))), judge.reason());
    }

    @Test
    void adviceThatComesLaterThanTheAlarmIsFollowed() {
        StopJudge judge = new StopJudge(0, true, List.of());
        judge.hear(Records.advice("a", 40)
                .stopAdvised(false)
                .withheld(Withheld.CONSECUTIVE)
                .build());

        judge.hear(Records.advice("a", 60).state(DecisionState.RECONSIDERED).build());

        assertEquals(60, judge.reason().orElseThrow().step());
    }

    static Stream<DecisionRecord> whatIsNoAdvice() {
        return Stream.of(
                Records.advice("a", 40).stopAdvised(false).build(),
                Records.advice("a", 40).shadow(true).build(),
                Records.advice("a", 40).attempt(1).build(),
                Records.advice("a", 40).state(DecisionState.CLEARED).build());
    }

    @ParameterizedTest
    @MethodSource
    void whatIsNoAdvice(DecisionRecord decision) {
        StopJudge judge = new StopJudge(0, true, List.of());

        judge.hear(decision);

        assertFalse(judge.stops());
    }

    @Test
    void adviceIsPassedOverUnlessObeyed() {
        StopJudge judge = new StopJudge(0, false, List.of());

        judge.hear(Records.advice("a", 40).build());

        assertFalse(judge.stops());
    }

    @Test
    void firstReasonStands() {
        StopJudge judge = new StopJudge(0, true, List.of(StoppingRule.when("enough", record -> record.step() > 1)));
        judge.hear(Records.metrics("a", 2).build());

        judge.hear(Records.advice("a", 40).build());

        assertEquals(Optional.of(new StopReason(2, "enough", Optional.empty())), judge.reason());
    }

    @Test
    void otherAttemptsAreNoHistory() {
        StopJudge judge = new StopJudge(1, false, List.of(StoppingRule.when("any", record -> true)));

        judge.hear(Records.metrics("a", 2).build());

        assertFalse(judge.stops());
    }

    @Test
    void ruleThatThrowsIsNoReason() {
        StoppingRule broken = history -> {
            throw new IllegalStateException("broken");
        };
        StopJudge judge = new StopJudge(0, false, List.of(broken, StoppingRule.when("second", record -> true)));

        judge.hear(Records.metrics("a", 2).build());

        assertEquals("second", judge.reason().orElseThrow().text());
    }

    @Test
    void historyIsBounded() {
        StoppingRule full = history -> history.size() > EarlyStopping.MAX_HISTORY ? Optional.of("") : Optional.empty();
        StopJudge judge = new StopJudge(0, false, List.of(full));
        MetricsRecord record = Records.metrics("a", 2).build();

        for (int i = 0; i <= EarlyStopping.MAX_HISTORY; i++) {
            judge.hear(record);
        }

        assertTrue(judge.reason().isEmpty());
    }
}
