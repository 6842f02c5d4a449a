package io.thalweg.processor.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.thalweg.geometry.Embedding;
import io.thalweg.geometry.Landmark;
import io.thalweg.geometry.ReferenceManifold;
import io.thalweg.geometry.ReferenceRun;
import io.thalweg.geometry.ReferenceRun.ReferenceCheckpoint;
import io.thalweg.processor.manifold.LoadedManifolds;
import io.thalweg.processor.manifold.ManifoldEntry;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code /api/manifold}: which manifolds are loaded; with {@code hash}, one with all that is needed to draw it. */
final class ManifoldEndpoint implements Endpoint {
    private final LoadedManifolds manifolds;
    private final double alpha;

    ManifoldEndpoint(LoadedManifolds manifolds, double alpha) {
        this.manifolds = manifolds;
        this.alpha = alpha;
    }

    @Override
    public Reply reply(Request request) {
        List<ManifoldEntry> all = manifolds.all();
        if (request.parameter("hash").isEmpty()) {
            return Reply.json(200, json -> {
                json.writeArrayFieldStart("manifolds");
                for (ManifoldEntry entry : all) {
                    json.writeStartObject();
                    outline(entry, json);
                    json.writeEndObject();
                }
                json.writeEndArray();
            });
        }
        String hash = request.parameter("hash").get();
        return all.stream()
                .filter(entry -> entry.hash().value().equals(hash))
                .findFirst()
                .map(this::whole)
                .orElseGet(() -> Reply.error(404, "manifold \"" + hash + "\" is not loaded"));
    }

    private Reply whole(ManifoldEntry entry) {
        ReferenceManifold manifold = entry.loaded().manifold();
        return Reply.json(200, json -> {
            outline(entry, json);
            landmarks(manifold, json);
            json.writeArrayFieldStart("runs");
            for (ReferenceRun run : manifold.runs()) {
                run(run, json);
            }
            json.writeEndArray();
            strings("provenance", entry.provenance().facts(), json);
        });
    }

    private void outline(ManifoldEntry entry, JsonGenerator json) throws IOException {
        ReferenceManifold manifold = entry.loaded().manifold();
        Embedding embedding = manifold.embedding();
        json.writeStringField("manifold", entry.hash().value());
        json.writeStringField("probeSet", entry.loaded().probeSet().value());
        json.writeNumberField("samples", entry.loaded().samples());
        json.writeNumberField("classes", entry.loaded().classes());
        json.writeNumberField("landmarkCount", manifold.landmarks().size());
        json.writeNumberField("referenceRuns", manifold.runs().size());
        json.writeNumberField("axes", embedding.axes());
        double[] eigenvalues = embedding.eigenvalues();
        json.writeArrayFieldStart("eigenvalues");
        for (int k = 0; k < embedding.axes(); k++) {
            json.writeNumber(eigenvalues[k]);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("explainedStress");
        for (int k = 1; k <= embedding.axes(); k++) {
            json.writeNumber(embedding.explainedStress(k));
        }
        json.writeEndArray();
        json.writeFieldName("calibration");
        CalibrationJson.write(entry.loaded(), alpha, json);
        json.writeStringField("source", entry.source());
        json.writeStringField("software", entry.provenance().software());
        json.writeStringField("loadedAt", entry.loadedAt().toString());
    }

    private static void landmarks(ReferenceManifold manifold, JsonGenerator json) throws IOException {
        Embedding embedding = manifold.embedding();
        json.writeArrayFieldStart("landmarks");
        for (int j = 0; j < manifold.landmarks().size(); j++) {
            Landmark landmark = manifold.landmarks().get(j);
            json.writeStartObject();
            json.writeStringField("run", landmark.run());
            json.writeStringField("config", landmark.config());
            json.writeNumberField("index", landmark.index());
            json.writeNumberField("step", landmark.step());
            json.writeNumberField("progress", landmark.progress());
            json.writeArrayFieldStart("coordinates");
            for (int k = 0; k < embedding.axes(); k++) {
                json.writeNumber(embedding.coordinate(j, k));
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void run(ReferenceRun run, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("run", run.run());
        json.writeStringField("config", run.config());
        strings("tags", run.tags(), json);
        json.writeNumberField("totalSteps", run.totalSteps());
        json.writeArrayFieldStart("checkpoints");
        for (ReferenceCheckpoint checkpoint : run.checkpoints()) {
            json.writeStartObject();
            json.writeNumberField("index", checkpoint.index());
            json.writeNumberField("step", checkpoint.step());
            json.writeNumberField("progress", checkpoint.progress());
            json.writeNumberField("offManifoldNats", checkpoint.offManifoldNats());
            json.writeNumberField("distanceToTruthNats", checkpoint.distanceToTruthNats());
            json.writeArrayFieldStart("coordinates");
            for (double coordinate : checkpoint.coordinates()) {
                json.writeNumber(coordinate);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void strings(String name, Map<String, String> map, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, String> entry : new TreeMap<>(map).entrySet()) {
            json.writeStringField(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
    }
}
