package io.thalweg.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.thalweg.protocol.record.AlarmKind;
import io.thalweg.reference.evaluate.EvaluatedRun;
import io.thalweg.reference.evaluate.Evaluation;
import io.thalweg.reference.evaluate.Evaluation.CalibratedReference;
import io.thalweg.reference.evaluate.FirstAlarm;
import io.thalweg.reference.evaluate.ReferenceCourse;
import io.thalweg.reference.evaluate.RunCourse;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReferenceEvaluateCommandTest {
    private static final FirstAlarm STALL = new FirstAlarm(AlarmKind.STALL, 3, 30);
    private static final Evaluation EVALUATION = new Evaluation(
            0.05,
            List.of(
                    new EvaluatedRun(
                            "sleepy.s0", "sleepy", "frozen", 1, true, List.of(STALL), List.of(), RunCourse.NONE),
                    new EvaluatedRun("fine.s0", "fine", "normal", 0, false, List.of(), List.of(), RunCourse.NONE)),
            "climb",
            List.of(new CalibratedReference(48, 16, 0.6, 0.02, ReferenceCourse.NONE)),
            List.of("a note"));

    private static JsonNode json() {
        return new ObjectMapper().valueToTree(EvaluationJson.of(EVALUATION));
    }

    @Test
    void jsonHasEveryRunWithItsAlarms() {
        JsonNode run = json().get("runs").get(1);

        assertEquals("sleepy.s0", run.get("run").asText());
        assertEquals("frozen", run.get("kind").asText());
        assertEquals(
                "{\"kind\":\"STALL\",\"index\":3,\"step\":30}",
                run.get("alarms").get(0).toString());
        assertEquals(0, run.get("rival").size());
    }

    @Test
    void jsonSummaryHasOurRatesAndTheRivals() {
        JsonNode summary = json().get("summary");

        assertEquals(1, summary.get("healthy").asInt());
        assertEquals(0, summary.get("falseAlarmRate").asDouble());
        assertEquals(1, summary.get("detectionRate").asDouble());
        assertEquals(3, summary.get("medianFirstAlarmCheckpoint").asDouble());
        assertEquals(1, summary.get("notLaterThanRivalShare").asDouble());
        assertEquals(1, summary.get("byKind").get("frozen").get("detected").asInt());
        assertEquals(0, summary.get("rival").get("detectionRate").asDouble());
        assertTrue(summary.get("rival").path("medianFirstAlarmCheckpoint").isMissingNode());
    }

    @Test
    void tableNamesKindsAndNotes() {
        StringWriter text = new StringWriter();

        EvaluationTable.print(EVALUATION, new PrintWriter(text));

        assertTrue(text.toString().contains("frozen "), text.toString());
        assertTrue(text.toString().contains("false alarms: 0 of 1 healthy runs (0.0%)"), text.toString());
        assertTrue(text.toString().contains("note: a note"), text.toString());
    }
}
