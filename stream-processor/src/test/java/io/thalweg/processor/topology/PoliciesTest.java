package io.thalweg.processor.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.processor.policy.LoadedPolicies;
import io.thalweg.processor.tracking.AlarmRules;
import io.thalweg.processor.tracking.ExperimentBudgets;
import io.thalweg.processor.tracking.StopAdvisor;
import io.thalweg.protocol.RunId;
import io.thalweg.protocol.Topics;
import io.thalweg.protocol.record.AlarmKind;
import io.thalweg.protocol.record.DecisionRecord;
import io.thalweg.protocol.record.DecisionState;
import io.thalweg.protocol.record.RunState;
import io.thalweg.protocol.record.Withheld;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What follows from alarms under the policy of the run's experiment. Off the manifold, an alarm is raised at step 1. */
class PoliciesTest {
    private final List<Object> refusals = new ArrayList<>();
    private final LoadedPolicies policies = new LoadedPolicies(refusals::add);
    private final ExperimentBudgets budgets = new ExperimentBudgets();
    private final TopologyUnderTest topology = topology();

    PoliciesTest() {
        budgets.complete();
    }

    @AfterEach
    void close() {
        topology.close();
    }

    @Test
    void adviceComesWithTheSnapshotThatCompletesTheRow() {
        put("imagenet", "\"consecutive\": 3");
        offManifold(topology, "a", "imagenet", 6);

        List<DecisionRecord> decisions = topology.decisions();
        assertEquals(
                List.of(DecisionState.RAISED, DecisionState.RECONSIDERED),
                decisions.stream().map(DecisionRecord::state).toList());
        DecisionRecord raised = decisions.get(0);
        assertFalse(raised.callsForStop());
        assertEquals(Optional.of(Withheld.CONSECUTIVE), raised.withheld());
        assertEquals(Optional.of("no stop yet: 1 of 3 snapshots in alarm"), raised.advice());
        DecisionRecord advised = decisions.get(1);
        assertTrue(advised.callsForStop());
        assertEquals(3, advised.step());
        assertEquals("imagenet", advised.policy());
        assertEquals(Optional.of("imagenet"), advised.experiment());
        assertTrue(advised.share().isPresent());
    }

    @Test
    void rowBeginsAnewWhenTheAlarmWasCleared() {
        put("imagenet", "\"consecutive\": 4");
        offManifold(topology, "a", "imagenet", 2);
        for (int step = 3; step <= 4; step++) {
            topology.sendHealthy(topology.header(new RunId("a"), 0, step), 0.5);
        }
        for (int step = 5; step <= 7; step++) {
            topology.send(topology.header(new RunId("a"), 0, step), topology.tiny.offManifold());
        }

        assertEquals(
                List.of(DecisionState.RAISED, DecisionState.CLEARED, DecisionState.RAISED),
                topology.decisions().stream()
                        .filter(decision -> decision.kind() == AlarmKind.OFF_MANIFOLD)
                        .map(DecisionRecord::state)
                        .toList());
    }

    @Test
    void noStopIsAdvisedBeforeTheGracePeriodEnds() {
        put("imagenet", "\"grace\": {\"steps\": 4, \"snapshots\": 5}");
        offManifold(topology, "a", "imagenet", 6);

        List<DecisionRecord> decisions = topology.decisions();
        assertEquals(Optional.of(Withheld.GRACE), decisions.get(0).withheld());
        assertEquals(
                Optional.of("no stop yet: step 1 and snapshot 1, the grace period ends at step 4 and snapshot 5"),
                decisions.get(0).advice());
        assertEquals(5, decisions.get(1).step());
        assertTrue(decisions.get(1).callsForStop());
    }

    @Test
    void shadowSaysWhatWouldBeAdvisedAndAdvisesNothing() {
        put("imagenet", "\"shadow\": true");
        offManifold(topology, "a", "imagenet", 4);

        List<DecisionRecord> decisions = topology.decisions();
        assertEquals(1, decisions.size());
        assertTrue(decisions.get(0).shadow());
        assertFalse(decisions.get(0).stopAdvised());
        assertEquals(Optional.of(Withheld.SHADOW), decisions.get(0).withheld());
    }

    @Test
    void alarmThatThePolicyDoesNotStopForIsOnlyReported() {
        put("imagenet", "\"stop\": [\"NON_FINITE\"]");
        offManifold(topology, "a", "imagenet", 4);

        assertEquals(
                List.of(Optional.of(Withheld.KIND)),
                topology.decisions().stream().map(DecisionRecord::withheld).toList());
    }

    @Test
    void tenthOfTheRunsIsStoppedWhateverTheirPartition() {
        put("imagenet", "\"budget\": {\"share\": 0.1}");
        try (TopologyUnderTest second = topology()) {
            for (int i = 0; i < 20; i++) {
                declare(i % 2 == 0 ? topology : second, "run" + i, "imagenet");
            }
            for (int i = 0; i < 6; i++) {
                offManifold(i % 2 == 0 ? topology : second, "run" + i, "imagenet", 3);
            }

            List<DecisionRecord> decisions = new ArrayList<>(topology.decisions());
            decisions.addAll(second.decisions());
            assertEquals(
                    List.of("run0", "run1"),
                    decisions.stream()
                            .filter(DecisionRecord::callsForStop)
                            .map(decision -> decision.run().value())
                            .sorted()
                            .toList());
            DecisionRecord refused = decisions.stream()
                    .filter(decision -> !decision.callsForStop())
                    .findFirst()
                    .orElseThrow();
            assertEquals(Optional.of(Withheld.BUDGET), refused.withheld());
            assertEquals(
                    Optional.of(
                            "no stop: 2 of the experiment's 20 runs advised to stop before it, the budget (share 0.1,"
                                    + " at least 0) allows 2 in all"),
                    refused.advice());
        }
    }

    @Test
    void moreRunsMakeRoomForAnotherStop() {
        put("imagenet", "\"budget\": {\"share\": 0.5}");
        offManifold(topology, "a", "imagenet", 3);
        declare(topology, "b", "imagenet");
        topology.send(topology.header(new RunId("a"), 0, 4), topology.tiny.offManifold());

        List<DecisionRecord> decisions = topology.decisions();
        assertEquals(Optional.of(Withheld.BUDGET), decisions.get(0).withheld());
        assertEquals(DecisionState.RECONSIDERED, decisions.get(1).state());
        assertTrue(decisions.get(1).callsForStop());
    }

    @Test
    void newPolicyCountsFromTheNextSnapshotOn() {
        put("imagenet", "\"shadow\": true");
        offManifold(topology, "a", "imagenet", 3);
        put("imagenet", "\"shadow\": false");
        topology.send(topology.header(new RunId("a"), 0, 4), topology.tiny.offManifold());

        DecisionRecord advised = topology.decisions().get(1);
        assertEquals(4, advised.step());
        assertTrue(advised.callsForStop());
    }

    @Test
    void badPolicyLeavesTheLastGoodOneInForce() {
        put("imagenet", "\"shadow\": true");
        put("imagenet", "\"shadow\": \"no\"");
        offManifold(topology, "a", "imagenet", 3);

        assertEquals(1, refusals.size());
        assertTrue(topology.decisions().get(0).shadow());
    }

    @Test
    void runsOfOtherExperimentsHaveTheDefault() {
        put("imagenet", "\"shadow\": true");
        put("default", "\"consecutive\": 2");
        offManifold(topology, "a", "digits", 3);

        DecisionRecord raised = topology.decisions().get(0);
        assertEquals("default", raised.policy());
        assertEquals(Optional.of("digits"), raised.experiment());
    }

    @Test
    void silenceStopsAtOnceIfItStopsAtAll() {
        put("imagenet", "\"stop\": [\"SILENT\"], \"consecutive\": 9");
        declare(topology, "a", "imagenet");
        topology.pass(Duration.ofMinutes(11));

        assertTrue(topology.decisions().get(0).callsForStop());
    }

    @Test
    void runThatHasEndedIsNotAdvisedAndTakesNoBudget() {
        declare(topology, "a", "imagenet");
        topology.declare(topology.started(new RunId("a"), 0, Map.of("experiment", "imagenet"))
                .ended(RunState.FINISHED, topology.clock.instant()));
        topology.send(topology.header(new RunId("a"), 0, 1), topology.tiny.offManifold());

        assertEquals(Optional.of(Withheld.ENDED), topology.decisions().get(0).withheld());
    }

    private TopologyUnderTest topology() {
        AlarmRules rules = new AlarmRules(0.05, 1, 2, Duration.ofMinutes(10), new StopAdvisor(policies, budgets));
        return new TopologyUnderTest(new TopologySettings(Topics.standard(), 1, rules, Limits.standard()));
    }

    private void put(String name, String keys) {
        String json = "{\"schema\": \"thalweg.policy/1\", " + keys + "}";
        policies.takeRecord(name, json.getBytes(StandardCharsets.UTF_8));
    }

    private static void declare(TopologyUnderTest on, String run, String experiment) {
        on.declare(on.started(new RunId(run), 0, Map.of("experiment", experiment)));
    }

    /** Declares a run and sends snapshots off the manifold, at steps 1 to {@code steps}. */
    private static void offManifold(TopologyUnderTest on, String run, String experiment, int steps) {
        declare(on, run, experiment);
        for (int step = 1; step <= steps; step++) {
            on.send(on.header(new RunId(run), 0, step), on.tiny.offManifold());
        }
    }
}
