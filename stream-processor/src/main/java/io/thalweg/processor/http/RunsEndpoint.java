package io.thalweg.processor.http;

import io.thalweg.processor.live.LiveRuns;
import io.thalweg.processor.live.LiveRuns.RunList;
import io.thalweg.processor.live.RunQuery;
import io.thalweg.processor.live.RunSummary;
import io.thalweg.protocol.record.AlarmKind;
import io.thalweg.protocol.record.RunState;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** {@code /api/runs}: where every run is, filtered by {@code state}, {@code alarm}, {@code tag=key:value},
 * {@code limit}; with {@code points}, each with its path. */
final class RunsEndpoint implements Endpoint {
    private final LiveRuns runs;

    RunsEndpoint(LiveRuns runs) {
        this.runs = runs;
    }

    @Override
    public Reply reply(Request request) {
        RunList list = runs.list(query(request));
        return Reply.json(200, json -> {
            json.writeArrayFieldStart("runs");
            for (RunSummary run : list.runs()) {
                json.writeStartObject();
                RunJson.members(run, json);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeNumberField("shown", list.runs().size());
            json.writeNumberField("matching", list.matching());
            json.writeNumberField("forgotten", list.forgotten());
            json.writeNumberField("lastEventId", list.lastEventId());
        });
    }

    private static RunQuery query(Request request) {
        Map<String, String> tags = new TreeMap<>();
        for (String tag : request.values("tag")) {
            int colon = tag.indexOf(':');
            if (colon < 1) {
                throw new IllegalArgumentException("tag is \"" + tag + "\": expected key:value");
            }
            tags.put(tag.substring(0, colon), tag.substring(colon + 1));
        }
        return new RunQuery(
                all(RunState.class, request.values("state"), "state"),
                all(AlarmKind.class, request.values("alarm"), "alarm"),
                tags,
                number(request, "limit", RunQuery.STANDARD_LIMIT, "1 to " + RunQuery.MAX_LIMIT),
                number(request, "points", 0, "0 to " + RunQuery.MAX_POINTS));
    }

    private static <E extends Enum<E>> Set<E> all(Class<E> type, List<String> names, String parameter) {
        Set<E> values = new TreeSet<>();
        for (String name : names) {
            try {
                values.add(Enum.valueOf(type, name.toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        parameter + " is \"" + name + "\": expected one of "
                                + Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT),
                        e);
            }
        }
        return values;
    }

    private static int number(Request request, String parameter, int standard, String expected) {
        String text = request.parameter(parameter).orElse(Integer.toString(standard));
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    parameter + " is \"" + text + "\": expected a whole number from " + expected, e);
        }
    }
}
