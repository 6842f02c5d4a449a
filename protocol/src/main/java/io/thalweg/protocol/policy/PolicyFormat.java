package io.thalweg.protocol.policy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Policies in JSON: {@code docs/schemas/policies.schema.json} is the file, {@code policy.schema.json} a record's value on the
 * topic. Reading is strict, since a key that is mistyped and passed over would stop runs that nobody wanted stopped: unknown
 * keys, duplicate keys and values out of range are all refused, all at once. What is absent has its default.
 */
public final class PolicyFormat {
    /** The first key of the file. */
    public static final String FILE_SCHEMA = "thalweg.policies/1";

    /** The first key of a record on the topic. */
    public static final String RECORD_SCHEMA = "thalweg.policy/1";

    /** Longest text that is read. */
    public static final int MOST_BYTES = 1_000_000;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private PolicyFormat() {}

    /**
     * The policies of a file, by name.
     *
     * @throws PolicyFormatException with every problem there is
     */
    public static Map<String, Policy> readFile(byte[] json) throws PolicyFormatException {
        List<String> problems = new ArrayList<>();
        ObjectNode root = object(json);
        PolicyParser.expectSchema(root, FILE_SCHEMA, problems);
        PolicyParser.expectKeys(root, "", List.of("schema", "policies"), problems);
        Map<String, Policy> policies = new LinkedHashMap<>();
        if (root.get("policies") instanceof ObjectNode all) {
            all.properties().forEach(entry -> {
                String path = "policies." + entry.getKey();
                if (!Policy.isName(entry.getKey())) {
                    problems.add(path + ": expected an experiment's name of 1 to 256 characters");
                } else if (entry.getValue() instanceof ObjectNode body) {
                    new PolicyParser(entry.getKey(), body, path + ".", problems)
                            .policy(List.of())
                            .ifPresent(policy -> policies.put(policy.name(), policy));
                } else {
                    problems.add(PolicyParser.sentence(path, entry.getValue(), "an object"));
                }
            });
        } else {
            problems.add(
                    PolicyParser.sentence("policies", root.path("policies"), "an object of policies by experiment"));
        }
        return checked(policies, problems);
    }

    /**
     * The policy of a record on the topic.
     *
     * @param name the record's key
     * @throws PolicyFormatException with every problem there is
     */
    public static Policy readRecord(String name, byte[] json) throws PolicyFormatException {
        List<String> problems = new ArrayList<>();
        if (!Policy.isName(name)) {
            throw new PolicyFormatException(
                    List.of("the record's key: expected an experiment's name of 1 to 256 characters"));
        }
        ObjectNode root = object(json);
        PolicyParser.expectSchema(root, RECORD_SCHEMA, problems);
        Map<String, Policy> policies = new LinkedHashMap<>();
        new PolicyParser(name, root, "", problems)
                .policy(List.of("schema"))
                .ifPresent(policy -> policies.put(name, policy));
        return checked(policies, problems).values().iterator().next();
    }

    /** A record's value on the topic; all keys are written out. */
    public static byte[] writeRecord(Policy policy) {
        try {
            return MAPPER.writeValueAsBytes(json(policy));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a policy that cannot be written", e);
        }
    }

    /** The policy as a record's value has it. */
    public static ObjectNode json(Policy policy) {
        ObjectNode json = MAPPER.createObjectNode().put("schema", RECORD_SCHEMA);
        ArrayNode stop = json.putArray("stop");
        policy.stopping().stream().sorted().forEach(kind -> stop.add(kind.name()));
        json.put("consecutive", policy.consecutive());
        json.putObject("grace")
                .put("steps", policy.grace().steps())
                .put("snapshots", policy.grace().snapshots());
        json.putObject("budget")
                .put("share", policy.budget().share())
                .put("atLeast", policy.budget().atLeast());
        return json.put("shadow", policy.shadow());
    }

    private static ObjectNode object(byte[] json) throws PolicyFormatException {
        if (json.length > MOST_BYTES) {
            throw new PolicyFormatException(List.of(json.length + " bytes: expected at most " + MOST_BYTES));
        }
        JsonNode root;
        try {
            root = MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null
                    ? ""
                    : " (line %d, column %d)"
                            .formatted(
                                    e.getLocation().getLineNr(), e.getLocation().getColumnNr());
            throw new PolicyFormatException(
                    List.of("expected JSON in UTF-8: " + e.getOriginalMessage().replaceAll("\\R", " ") + where));
        } catch (IOException e) {
            throw new PolicyFormatException(List.of("expected JSON in UTF-8: " + e.getMessage()));
        }
        if (root instanceof ObjectNode object) {
            return object;
        }
        throw new PolicyFormatException(List.of(PolicyParser.sentence("the whole", root, "an object")));
    }

    private static Map<String, Policy> checked(Map<String, Policy> policies, List<String> problems)
            throws PolicyFormatException {
        if (!problems.isEmpty()) {
            throw new PolicyFormatException(problems);
        }
        return policies;
    }
}
