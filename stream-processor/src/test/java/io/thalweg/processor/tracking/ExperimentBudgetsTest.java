package io.thalweg.processor.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.processor.tracking.StopBudget.Answer;
import io.thalweg.protocol.RunId;
import io.thalweg.protocol.policy.Budget;
import io.thalweg.protocol.policy.Grace;
import io.thalweg.protocol.policy.Policy;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExperimentBudgetsTest {
    private static final Policy TENTH = policy(0.1, 0, false);

    private final ExperimentBudgets budgets = new ExperimentBudgets();

    @Test
    void tenthOfTwentyRunsIsTwoWhoeverAsks() {
        seeTwenty();
        budgets.complete();

        List<Boolean> granted = IntStream.range(0, 5)
                .mapToObj(i -> ask("e" + i, "e", TENTH).granted())
                .toList();

        assertEquals(List.of(true, true, false, false, false), granted);
    }

    @Test
    void runThatWasBookedIsGrantedAgainAndCountsOnce() {
        seeTwenty();
        budgets.complete();
        ask("e0", "e", TENTH);
        Answer again = ask("e0", "e", TENTH);

        assertTrue(again.granted());
        assertEquals(0, again.stopped());
        assertTrue(ask("e1", "e", TENTH).granted());
    }

    @Test
    void adviceOfAnotherReplicaCounts() {
        seeTwenty();
        budgets.complete();
        budgets.advised(new RunId("e7"), false);
        budgets.advised(new RunId("e7"), false);
        budgets.advised(new RunId("e8"), false);

        assertFalse(ask("e0", "e", TENTH).granted());
    }

    @Test
    void adviceThatIsReadBeforeItsRunIsDeclaredCountsForItsExperiment() {
        budgets.advised(new RunId("e7"), false);
        seeTwenty();
        budgets.complete();

        assertEquals(1, ask("e0", "e", TENTH).stopped());
        assertEquals(0, ask("other", "", TENTH).stopped());
    }

    @Test
    void nothingIsGrantedUnderALimitUntilAllWasCounted() {
        seeTwenty();
        Answer early = ask("e0", "e", TENTH);
        boolean withoutLimit = ask("e1", "e", policy(1, 0, false)).granted();

        assertFalse(early.granted());
        assertFalse(early.known());
        assertTrue(withoutLimit);
    }

    @Test
    void absoluteMinimumHoldsForSmallExperiments() {
        budgets.complete();
        Policy atLeastOne = policy(0.1, 1, false);

        assertTrue(ask("e0", "e", atLeastOne).granted());
        assertFalse(ask("e1", "e", atLeastOne).granted());
    }

    @Test
    void shadowCountsInShadowOnly() {
        seeTwenty();
        budgets.complete();
        Policy shadow = policy(0.1, 0, true);
        ask("e0", "e", shadow);
        ask("e1", "e", shadow);

        assertFalse(ask("e2", "e", shadow).granted());
        assertTrue(ask("e2", "e", TENTH).granted());
    }

    @Test
    void deletedRunIsNoLongerCounted() {
        seeTwenty();
        budgets.complete();
        ask("e0", "e", TENTH);
        budgets.removed(new RunId("e0"));
        Answer answer = ask("e1", "e", TENTH);

        assertEquals(19, answer.seen());
        assertEquals(0, answer.stopped());
    }

    private void seeTwenty() {
        for (int i = 0; i < 20; i++) {
            budgets.seen(new RunId("e" + i), "e");
        }
    }

    private Answer ask(String run, String experiment, Policy policy) {
        return budgets.ask(new RunId(run), experiment, policy);
    }

    private static Policy policy(double share, int atLeast, boolean shadow) {
        return new Policy("e", Set.of(), 1, Grace.NONE, new Budget(share, atLeast), shadow);
    }
}
