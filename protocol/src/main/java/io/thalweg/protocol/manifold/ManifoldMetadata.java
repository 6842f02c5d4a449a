package io.thalweg.protocol.manifold;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.thalweg.geometry.Landmark;
import io.thalweg.geometry.ReferenceManifold;
import io.thalweg.protocol.ProbeSetId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The texts under {@code __metadata__}: everything of a manifold that is not a tensor. */
record ManifoldMetadata(double floor, List<Landmark> landmarks, List<RunName> runs, ManifoldProvenance provenance) {
    static final int VERSION = 1;
    static final String FORMAT = "format";
    static final String FORMAT_NAME = "thalweg.manifold/";
    static final String CONTENT_HASH = "content_hash";
    private static final String FLOOR = "floor";
    private static final String PROBE_SET = "probe_set";
    private static final String LANDMARKS = "landmarks";
    private static final String RUNS = "runs";
    private static final String SOFTWARE = "software";
    private static final String PROVENANCE = "provenance";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
            .build();

    /** A reference run without its checkpoints, which are tensors. */
    @JsonPropertyOrder({"run", "config", "totalSteps", "tags"})
    record RunName(String run, String config, long totalSteps, Map<String, String> tags) {}

    @JsonPropertyOrder({"run", "config", "index", "step", "progress"})
    private record LandmarkName(String run, String config, int index, long step, double progress) {}

    static ManifoldMetadata of(ReferenceManifold manifold, ManifoldProvenance provenance) {
        List<RunName> runs = manifold.runs().stream()
                .map(run -> new RunName(run.run(), run.config(), run.totalSteps(), run.tags()))
                .toList();
        return new ManifoldMetadata(manifold.floor(), manifold.landmarks(), runs, provenance);
    }

    /** The texts, with this content hash. */
    Map<String, String> toTexts(ManifoldHash hash) throws JsonProcessingException {
        List<LandmarkName> names = landmarks.stream()
                .map(at -> new LandmarkName(at.run(), at.config(), at.index(), at.step(), at.progress()))
                .toList();
        Map<String, String> texts = new TreeMap<>();
        texts.put(FORMAT, FORMAT_NAME + VERSION);
        texts.put(CONTENT_HASH, hash.value());
        texts.put(FLOOR, Double.toString(floor));
        texts.put(PROBE_SET, provenance.probeSet().value());
        texts.put(LANDMARKS, JSON.writeValueAsString(names));
        texts.put(RUNS, JSON.writeValueAsString(runs));
        texts.put(SOFTWARE, provenance.software());
        texts.put(PROVENANCE, JSON.writeValueAsString(provenance.facts()));
        return texts;
    }

    /**
     * From the texts.
     *
     * @throws JsonProcessingException when one that should be JSON is not
     * @throws IllegalArgumentException when one is missing or has another form
     */
    static ManifoldMetadata from(Map<String, String> texts) throws JsonProcessingException {
        List<LandmarkName> names = json(texts, LANDMARKS, new TypeReference<>() {});
        List<Landmark> landmarks = names.stream()
                .map(at -> new Landmark(at.run(), at.config(), at.index(), at.step(), at.progress()))
                .toList();
        Map<String, String> facts = json(texts, PROVENANCE, new TypeReference<>() {});
        return new ManifoldMetadata(
                Double.parseDouble(text(texts, FLOOR)),
                landmarks,
                json(texts, RUNS, new TypeReference<>() {}),
                new ManifoldProvenance(new ProbeSetId(text(texts, PROBE_SET)), text(texts, SOFTWARE), facts));
    }

    private static <T> T json(Map<String, String> texts, String name, TypeReference<T> type)
            throws JsonProcessingException {
        // The JSON text null becomes a null.
        return Optional.ofNullable(JSON.readValue(text(texts, name), type))
                .orElseThrow(() -> new IllegalArgumentException("its metadata '%s' is null".formatted(name)));
    }

    /**
     * One of the texts.
     *
     * @throws IllegalArgumentException when there is none of that name
     */
    static String text(Map<String, String> texts, String name) {
        String text = texts.get(name);
        if (text == null) {
            throw new IllegalArgumentException("its metadata has no '%s'".formatted(name));
        }
        return text;
    }
}
