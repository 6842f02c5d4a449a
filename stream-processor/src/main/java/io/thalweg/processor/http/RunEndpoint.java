package io.thalweg.processor.http;

import io.thalweg.processor.live.LiveRuns;
import io.thalweg.processor.live.LiveRuns.RunDetail;
import io.thalweg.protocol.RunId;

/** {@code /api/runs/{id}}: one run with its metrics records and decisions. */
final class RunEndpoint implements Endpoint {
    private final LiveRuns runs;

    RunEndpoint(LiveRuns runs) {
        this.runs = runs;
    }

    @Override
    public Reply reply(Request request) {
        return runs.run(new RunId(request.rest()))
                .map(RunEndpoint::found)
                .orElseGet(() -> Reply.error(404, "run \"" + request.rest() + "\" is not known here"));
    }

    private static Reply found(RunDetail run) {
        return Reply.json(200, json -> {
            RunJson.members(run.summary(), json);
            PathJson.points("history", run.history(), json);
            json.writeBooleanField("thinned", run.thinned());
            RunJson.array("decisions", run.decisions(), json);
        });
    }
}
