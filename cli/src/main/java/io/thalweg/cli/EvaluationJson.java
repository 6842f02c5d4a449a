package io.thalweg.cli;

import io.thalweg.reference.evaluate.EvaluatedRun;
import io.thalweg.reference.evaluate.Evaluation;
import io.thalweg.reference.evaluate.Evaluation.CalibratedReference;
import io.thalweg.reference.evaluate.FirstAlarm;
import io.thalweg.reference.evaluate.Tally;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** An evaluation as JSON; what does not exist (a rate of no runs) is absent. */
final class EvaluationJson {
    private EvaluationJson() {}

    static Map<String, Object> of(Evaluation evaluation) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("alpha", evaluation.alpha());
        json.put(
                "references",
                evaluation.references().stream().map(EvaluationJson::reference).toList());
        json.put("findings", evaluation.findings());
        json.put("runs", evaluation.runs().stream().map(EvaluationJson::run).toList());
        Map<String, Object> summary = summary(evaluation);
        Map<String, Object> byKind = new LinkedHashMap<>();
        evaluation.byKind().forEach((kind, runs) -> byKind.put(kind, summary(runs)));
        summary.put("byKind", byKind);
        Evaluation unseen = evaluation.only(run -> !run.configurationSeen());
        if (!unseen.runs().isEmpty()) {
            summary.put("configurationNotInReference", summary(unseen));
        }
        json.put("summary", summary);
        return json;
    }

    private static Map<String, Object> reference(CalibratedReference reference) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("runs", reference.runs());
        json.put("configurations", reference.configurations());
        json.put("threshold", reference.threshold());
        json.put("smallestAlpha", reference.smallestAlpha());
        return json;
    }

    private static Map<String, Object> run(EvaluatedRun run) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("run", run.run());
        json.put("config", run.config());
        json.put("kind", run.kind());
        json.put("fold", run.fold());
        json.put("alarms", run.alarms().stream().map(EvaluationJson::alarm).toList());
        json.put("rival", run.rival().stream().map(EvaluationJson::alarm).toList());
        return json;
    }

    private static Map<String, Object> alarm(FirstAlarm alarm) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("kind", alarm.kind());
        json.put("index", alarm.index());
        json.put("step", alarm.step());
        return json;
    }

    private static Map<String, Object> summary(Evaluation evaluation) {
        Map<String, Object> json = tally(evaluation.ours());
        put(json, "notLaterThanRivalShare", evaluation.notLaterThanRivalShare());
        Map<String, Object> rival = new LinkedHashMap<>();
        rival.put("form", evaluation.rivalForm());
        rival.putAll(tally(evaluation.rival()));
        json.put("rival", rival);
        return json;
    }

    private static Map<String, Object> tally(Tally tally) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("healthy", tally.healthy());
        json.put("falseAlarms", tally.falseAlarms());
        put(json, "falseAlarmRate", tally.falseAlarmRate());
        json.put("abnormal", tally.abnormal());
        json.put("detected", tally.detected());
        put(json, "detectionRate", tally.detectionRate());
        put(json, "medianFirstAlarmCheckpoint", tally.medianFirstAlarmCheckpoint());
        return json;
    }

    private static void put(Map<String, Object> json, String key, OptionalDouble value) {
        value.ifPresent(number -> json.put(key, number));
    }
}
