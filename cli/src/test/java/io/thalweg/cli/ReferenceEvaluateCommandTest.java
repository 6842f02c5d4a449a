package io.thalweg.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    void htmlIsOnePageThatFetchesNothing(@TempDir Path temporary) throws IOException {
        Path runs = TrajectoryFiles.folder(temporary.resolve("runs"));
        TrajectoryFiles.run(runs.resolve("tree.s0.npy"), 5);
        Path html = temporary.resolve("report.html");

        Invocation evaluated = Invocation.of(
                        "reference",
                        "evaluate",
                        "--trajectories",
                        runs,
                        "--cross-validate",
                        2,
                        "--alpha",
                        0.5,
                        "--lone-share",
                        1,
                        "--landmarks",
                        "all",
                        "--json",
                        "--html",
                        html)
                .succeeded();

        String page = Files.readString(html);
        assertEquals(5, evaluated.json().at("/summary/healthy").asInt());
        assertTrue(page.contains("tree.s0"), page);
        assertTrue(page.contains("<svg"), page);
        assertFalse(page.matches("(?s).*(src|href)=\"(?!#|data:).*"), page);
    }

    @Test
    void htmlWhereNoFolderIsIsRefusedBeforeTheWork(@TempDir Path temporary) throws IOException {
        Path runs = TrajectoryFiles.folder(temporary.resolve("runs"));

        Invocation.of(
                        "reference",
                        "evaluate",
                        "--trajectories",
                        runs,
                        "--cross-validate",
                        2,
                        "--html",
                        temporary.resolve("nowhere/report.html"))
                .failed(1, "--html is", "expected a file in a folder that is there");
    }

    @ParameterizedTest
    @CsvSource({
        "--landmarks, 1, '--landmarks is 1: expected at least 2, or all'",
        "--landmarks, few, '--landmarks is ''few'': expected a number or ''all'''",
        "--lone-share, 1.5, '--lone-share: lone share is 1.5: expected 0 to 1'"
    })
    void anOptionOutOfRangeIsNamed(String option, String value, String problem, @TempDir Path temporary)
            throws IOException {
        Path runs = TrajectoryFiles.folder(temporary.resolve("runs"));

        Invocation refused =
                Invocation.of("reference", "evaluate", "--trajectories", runs, "--cross-validate", 2, option, value);

        assertEquals(2, refused.exitCode());
        assertTrue(refused.err().contains(problem), refused.err());
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
