package io.thalweg.processor.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.processor.configuration.ProcessorConfiguration.LiveSettings;
import io.thalweg.processor.live.LiveRuns.RunDetail;
import io.thalweg.processor.live.LiveRuns.RunList;
import io.thalweg.protocol.RunId;
import io.thalweg.protocol.record.AlarmKind;
import io.thalweg.protocol.record.DecisionRecord;
import io.thalweg.protocol.record.DecisionState;
import io.thalweg.protocol.record.RunState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LiveRunsTest {
    private final EventLog events = new EventLog(1000, 10_000_000);
    private final LiveRuns runs = view(100, 16, 10_000_000);

    private LiveRuns view(int maxRuns, int maxHistory, int maxBytes) {
        return new LiveRuns(new LiveSettings(Duration.ofHours(1), maxRuns, maxHistory, maxBytes), events);
    }

    @Test
    void runHasItsNewestRecord() {
        Records.measure(runs, Records.metrics("a", 1).build(), 10);
        Records.measure(runs, Records.metrics("a", 2).build(), 20);

        RunList list = runs.list(RunQuery.all());

        assertEquals(1, list.matching());
        assertTrue(list.runs().get(0).latestJson().orElseThrow().contains("\"step\":2"));
        assertEquals(2, list.lastEventId());
    }

    @Test
    void alarmOfAnOldDecisionDoesNotOutliveANewerRecord() {
        Records.measure(runs, Records.metrics("a", 9).build(), 90);
        Records.decide(runs, Records.decision("a", AlarmKind.OFF_MANIFOLD, DecisionState.RAISED), 50);

        Set<AlarmKind> alarms = alarms("a");

        assertEquals(Set.of(), alarms);
    }

    @Test
    void silenceIsKnownFromItsDecisionAlone() {
        Records.measure(runs, Records.metrics("a", 9).build(), 90);
        Records.decide(runs, Records.decision("a", AlarmKind.SILENT, DecisionState.RAISED), 500);

        Set<AlarmKind> alarms = alarms("a");

        assertEquals(Set.of(AlarmKind.SILENT), alarms);
    }

    @Test
    void clearedAlarmDoesNotStand() {
        Records.measure(
                runs,
                Records.metrics("a", 9).alarms(List.of(AlarmKind.OFF_MANIFOLD)).build(),
                90);
        Records.decide(runs, Records.decision("a", AlarmKind.OFF_MANIFOLD, DecisionState.CLEARED), 91);

        Set<AlarmKind> alarms = alarms("a");

        assertEquals(Set.of(), alarms);
    }

    @Test
    void alarmStandsSinceItWasRaisedHoweverOftenItIsReconsidered() {
        Records.decide(runs, Records.decision("a", AlarmKind.STALL, DecisionState.RAISED), 50);
        Records.decide(
                runs,
                DecisionRecord.builder()
                        .run(new RunId("a"))
                        .step(9)
                        .kind(AlarmKind.STALL)
                        .state(DecisionState.RECONSIDERED)
                        .reason("a sentence")
                        .policy("default")
                        .decidedAt(Records.NOW.plusSeconds(60))
                        .build(),
                60);

        RunSummary summary = runs.run(new RunId("a")).orElseThrow().summary();

        assertEquals(Map.of(AlarmKind.STALL, new AlarmSince(7, Records.NOW)), summary.standing());
    }

    @Test
    void pathIsThinnedToWhatIsAskedForAndKeepsBothEnds() {
        for (int step = 0; step < 10; step++) {
            Records.measure(runs, Records.metrics("a", step).build(), step);
        }
        RunQuery query = new RunQuery(Set.of(), Set.of(), Map.of(), 10, 4);

        List<PathPoint> path = runs.list(query).runs().get(0).path();

        assertEquals(List.of(0L, 3L, 6L, 9L), path.stream().map(PathPoint::step).toList());
    }

    @Test
    void higherAttemptStartsAfreshAndAnOlderOneIsIgnored() {
        Records.measure(runs, Records.metrics("a", 9).build(), 90);
        Records.measure(runs, Records.metrics("a", 1).attempt(1).build(), 100);
        Records.measure(runs, Records.metrics("a", 10).build(), 110);

        RunDetail detail = runs.run(new RunId("a")).orElseThrow();

        assertEquals(1, detail.summary().attempt());
        assertEquals(1, detail.history().size());
    }

    @Test
    void longHistoryIsThinnedAndKeepsBothEnds() {
        for (int step = 0; step < 1000; step++) {
            Records.measure(runs, Records.metrics("a", step).build(), step);
        }

        RunDetail detail = runs.run(new RunId("a")).orElseThrow();

        assertTrue(detail.thinned());
        assertTrue(detail.history().size() <= 16);
        assertEquals(0, detail.history().get(0).step());
        assertEquals(999, detail.history().get(detail.history().size() - 1).step());
    }

    @Test
    void longHistoryIsThinnedEvenly() {
        for (int step = 0; step < 1000; step++) {
            Records.measure(runs, Records.metrics("a", step).build(), step);
        }

        RunDetail detail = runs.run(new RunId("a")).orElseThrow();

        List<PathPoint> path = detail.history();
        for (int i = 1; i < path.size(); i++) {
            long gap = path.get(i).step() - path.get(i - 1).step();
            assertTrue(gap <= 2 * 1000 / 8, "between " + i + " and the one before: " + gap);
        }
    }

    @Test
    void pathsAreThinnedBeforeRunsAreForgotten() {
        LiveRuns small = view(1000, 1000, 300_000);
        for (int step = 0; step < 200; step++) {
            for (int i = 0; i < 20; i++) {
                Records.measure(small, Records.metrics("run" + i, step).build(), step);
            }
        }

        RunList list = small.list(new RunQuery(Set.of(), Set.of(), Map.of(), 100, 1000));

        assertEquals(20, list.matching());
        assertEquals(0, list.forgotten());
        for (RunSummary run : list.runs()) {
            assertTrue(run.path().size() > 16, "points kept: " + run.path().size());
            assertEquals(0, run.path().get(0).step());
            assertEquals(199, run.path().get(run.path().size() - 1).step());
        }
    }

    @Test
    void runsBeyondTheCapAreForgottenOldestFirst() {
        LiveRuns few = view(3, 16, 10_000_000);
        for (int i = 0; i < 10; i++) {
            Records.measure(few, Records.metrics("run" + i, 1).build(), i);
        }

        RunList list = few.list(RunQuery.all());

        assertEquals(List.of("run9", "run8", "run7"), names(list));
        assertEquals(7, list.forgotten());
    }

    @Test
    void bytesAreBounded() {
        LiveRuns small = view(1000, 1000, 20_000);
        for (int i = 0; i < 100; i++) {
            Records.measure(small, Records.metrics("run" + i, 1).build(), i);
        }

        RunList list = small.list(RunQuery.all());

        assertTrue(list.matching() < 20, "runs kept: " + list.matching());
        assertEquals("run99", names(list).get(0));
    }

    @Test
    void runsAreFoundByTagAndState() {
        Records.declare(runs, Records.run("a", Map.of("arch", "resnet")), 1);
        Records.declare(runs, Records.run("b", Map.of("arch", "mlp")), 2);
        Records.declare(runs, Records.run("c", Map.of("arch", "mlp")).ended(RunState.FINISHED, Records.NOW), 3);
        RunQuery query = new RunQuery(Set.of(RunState.RUNNING), Set.of(), Map.of("arch", "mlp"), 10, 0);

        RunList list = runs.list(query);

        assertEquals(List.of("b"), names(list));
    }

    @Test
    void runTakenOffTheTopicIsGone() {
        Records.declare(runs, Records.run("a", Map.of()), 1);
        runs.removed(new RunId("a"));

        RunList list = runs.list(RunQuery.all());

        assertEquals(0, list.matching());
    }

    private Set<AlarmKind> alarms(String run) {
        return runs.run(new RunId(run)).orElseThrow().summary().alarms();
    }

    private static List<String> names(RunList list) {
        return list.runs().stream().map(run -> run.run().value()).toList();
    }
}
