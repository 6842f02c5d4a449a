package io.thalweg.protocol.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.thalweg.protocol.record.AlarmKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One policy out of its JSON object, or what is wrong with it. */
final class PolicyParser {
    private static final List<String> KEYS = List.of("stop", "consecutive", "grace", "budget", "shadow");
    private static final String COUNT = "a whole number from 0 to " + Integer.MAX_VALUE;
    /** Whole numbers beyond this are not exact in other languages' JSON. */
    private static final long MOST_STEPS = 1L << 53;
    /** Longest piece of a value that a complaint repeats. */
    private static final int LONGEST_QUOTE = 80;

    private final String name;
    private final ObjectNode json;
    private final String path;
    private final List<String> problems;

    /**
     * A parser.
     *
     * @param path what precedes the keys in complaints
     * @param problems where complaints go
     */
    PolicyParser(String name, ObjectNode json, String path, List<String> problems) {
        this.name = name;
        this.json = json;
        this.path = path;
        this.problems = problems;
    }

    /** The policy; empty when there was a problem. {@code furtherKeys} may be there as well. */
    Optional<Policy> policy(List<String> furtherKeys) {
        int before = problems.size();
        List<String> keys = new ArrayList<>(KEYS);
        keys.addAll(furtherKeys);
        expectKeys(json, path, keys, problems);
        Policy standard = Policy.standard(name);
        Set<AlarmKind> stopping = json.has("stop") ? kinds(json.get("stop")) : standard.stopping();
        int consecutive = (int) whole(json, path, "consecutive", 1, Policy.MOST_CONSECUTIVE, standard.consecutive());
        Grace grace = grace(part("grace", List.of("steps", "snapshots")));
        Budget budget = budget(part("budget", List.of("share", "atLeast")));
        boolean shadow = json.path("shadow").asBoolean(standard.shadow());
        require(json, path, "shadow", JsonNode::isBoolean, "true or false");
        return problems.size() == before
                ? Optional.of(new Policy(name, stopping, consecutive, grace, budget, shadow))
                : Optional.empty();
    }

    private Grace grace(@Nullable ObjectNode part) {
        return part == null
                ? Grace.NONE
                : new Grace(whole(part, path + "grace.", "steps", 0, MOST_STEPS, 0), (int)
                        whole(part, path + "grace.", "snapshots", 0, Integer.MAX_VALUE, 0));
    }

    private Budget budget(@Nullable ObjectNode part) {
        if (part == null) {
            return Budget.UNLIMITED;
        }
        String within = path + "budget.";
        boolean sound = require(
                part,
                within,
                "share",
                value -> value.isNumber() && value.doubleValue() >= 0 && value.doubleValue() <= 1,
                "a number from 0 to 1, such as 0.1");
        if (!part.has("share")) {
            problems.add(within + "share is missing: expected a number from 0 to 1, such as 0.1");
        }
        int atLeast = (int) whole(part, within, "atLeast", 0, Integer.MAX_VALUE, 0);
        return new Budget(sound ? part.path("share").asDouble(1) : 1, atLeast);
    }

    private Set<AlarmKind> kinds(JsonNode stop) {
        EnumSet<AlarmKind> kinds = EnumSet.noneOf(AlarmKind.class);
        List<String> names = Arrays.stream(AlarmKind.values()).map(Enum::name).toList();
        if (!stop.isArray()) {
            problems.add(sentence(path + "stop", stop, "a list of " + String.join(", ", names)));
            return kinds;
        }
        for (int i = 0; i < stop.size(); i++) {
            if (stop.get(i).isTextual() && names.contains(stop.get(i).asText())) {
                kinds.add(AlarmKind.valueOf(stop.get(i).asText()));
            } else {
                problems.add(sentence(path + "stop[" + i + "]", stop.get(i), "one of " + String.join(", ", names)));
            }
        }
        return kinds;
    }

    private @Nullable ObjectNode part(String key, List<String> keys) {
        if (!require(json, path, key, JsonNode::isObject, "an object with " + String.join(", ", keys))
                || !(json.get(key) instanceof ObjectNode part)) {
            return null;
        }
        expectKeys(part, path + key + ".", keys, problems);
        return part;
    }

    /** The whole number there; the default where there is none, or another thing, which is then complained of. */
    private long whole(ObjectNode from, String within, String key, long least, long most, long standard) {
        String expectation = most == Integer.MAX_VALUE ? COUNT : "a whole number from " + least + " to " + most;
        boolean sound = require(
                from,
                within,
                key,
                value -> value.isIntegralNumber()
                        && value.canConvertToLong()
                        && value.longValue() >= least
                        && value.longValue() <= most,
                expectation);
        return sound && from.has(key) ? from.get(key).longValue() : standard;
    }

    /** Complains unless the value is absent or as it should be. */
    private boolean require(ObjectNode from, String within, String key, Predicate<JsonNode> sound, String expectation) {
        if (!from.has(key) || sound.test(from.get(key))) {
            return true;
        }
        problems.add(sentence(within + key, from.get(key), expectation));
        return false;
    }

    static void expectSchema(ObjectNode root, String schema, List<String> problems) {
        if (!root.path("schema").asText().equals(schema)) {
            problems.add(sentence("schema", root.path("schema"), "\"" + schema + "\""));
        }
    }

    static void expectKeys(ObjectNode from, String within, Collection<String> known, List<String> problems) {
        from.properties().forEach(entry -> {
            if (!known.contains(entry.getKey())) {
                problems.add(sentence(
                        within + entry.getKey(),
                        entry.getValue(),
                        "no such key; there are " + String.join(", ", known)));
            }
        });
    }

    static String sentence(String key, JsonNode value, String expectation) {
        if (value.isMissingNode()) {
            return key + " is missing: expected " + expectation;
        }
        String text = value.toString();
        String quote = text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "...";
        return key + " = " + quote + ": expected " + expectation;
    }
}
