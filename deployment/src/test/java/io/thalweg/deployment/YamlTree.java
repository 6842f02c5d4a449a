package io.thalweg.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.yaml.snakeyaml.Yaml;

/** YAML as a tree in which what is missing is a node, too; anchors and merges are resolved. */
final class YamlTree {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private YamlTree() {}

    static JsonNode of(Path file) throws IOException {
        return MAPPER.valueToTree(new Yaml().load(Files.readString(file)));
    }

    /** Of a file with several documents. */
    static List<JsonNode> all(Path file) throws IOException {
        List<JsonNode> trees = new ArrayList<>();
        new Yaml().loadAll(Files.readString(file)).forEach(document -> {
            if (document != null) {
                trees.add(MAPPER.valueToTree(document));
            }
        });
        return trees;
    }

    static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(element -> texts.add(element.asText()));
        return texts;
    }

    /** The scalars of an object. */
    static Map<String, String> textsByKey(JsonNode object) {
        Map<String, String> texts = new TreeMap<>();
        object.properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }
}
