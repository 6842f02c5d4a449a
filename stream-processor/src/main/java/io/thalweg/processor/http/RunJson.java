package io.thalweg.processor.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.thalweg.processor.live.AlarmSince;
import io.thalweg.processor.live.RunSummary;
import io.thalweg.protocol.record.AlarmKind;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** A run as JSON. */
final class RunJson {
    private RunJson() {}

    /** Writes where a run is as members of the object that is open. */
    static void members(RunSummary run, JsonGenerator json) throws IOException {
        json.writeStringField("run", run.run().value());
        json.writeNumberField("attempt", run.attempt());
        json.writeStringField("state", run.state().name().toLowerCase(Locale.ROOT));
        json.writeArrayFieldStart("alarms");
        for (AlarmKind kind : new TreeSet<>(run.alarms())) {
            json.writeString(kind.name());
        }
        json.writeEndArray();
        standing(run.standing(), json);
        json.writeObjectFieldStart("tags");
        for (Map.Entry<String, String> tag : new TreeMap<>(run.tags()).entrySet()) {
            json.writeStringField(tag.getKey(), tag.getValue());
        }
        json.writeEndObject();
        json.writeStringField("heardAt", run.heardAt().toString());
        if (run.declaration().isPresent()) {
            json.writeStringField(
                    "startedAt", run.declaration().get().startedAt().toString());
            if (run.declaration().get().reason().isPresent()) {
                json.writeStringField("reason", run.declaration().get().reason().get());
            }
        }
        if (run.latestJson().isPresent()) {
            json.writeFieldName("latest");
            json.writeRawValue(run.latestJson().get());
        }
        if (!run.path().isEmpty()) {
            PathJson.columns("path", run.path(), json);
        }
    }

    private static void standing(Map<AlarmKind, AlarmSince> standing, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("standing");
        for (Map.Entry<AlarmKind, AlarmSince> alarm : new TreeMap<>(standing).entrySet()) {
            json.writeObjectFieldStart(alarm.getKey().name());
            json.writeNumberField("step", alarm.getValue().step());
            json.writeStringField("at", alarm.getValue().at().toString());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    /** Writes records that are JSON already. */
    static void array(String name, List<String> records, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart(name);
        for (String record : records) {
            json.writeRawValue(record);
        }
        json.writeEndArray();
    }
}
