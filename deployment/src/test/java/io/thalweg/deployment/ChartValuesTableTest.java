package io.thalweg.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The table of values in the chart's README is made from the schema and the defaults. */
class ChartValuesTableTest {
    private static final Path PAGE = Chart.FOLDER.resolve("README.md");
    private static final String BEGIN = "<!-- Written by ChartValuesTableTest with -Dthalweg.write.docs=true. -->\n";

    private final ObjectMapper json = new ObjectMapper();

    /** With {@code -Dthalweg.write.docs=true} it writes the table first. */
    @Test
    void tableIsCurrent() throws IOException {
        String page = Files.readString(PAGE);
        String before = page.substring(0, page.indexOf(BEGIN) + BEGIN.length());
        String expected = before + table();
        if (Boolean.getBoolean("thalweg.write.docs")) {
            Files.writeString(PAGE, expected);
        }

        assertEquals(expected, Files.readString(PAGE));
    }

    @Test
    void schemaKnowsEveryValueAndOnlyThose() throws IOException {
        TreeSet<String> known = new TreeSet<>();
        schema().fieldNames().forEachRemaining(known::add);
        known.remove("global");

        assertEquals(known, new TreeSet<>(values().keySet()));
    }

    private String table() throws IOException {
        List<String> rows = new ArrayList<>(List.of("", "| key | default | meaning |", "|---|---|---|"));
        JsonNode defaults = json.valueToTree(values());
        schema().properties()
                .forEach(entry -> rows(entry.getKey(), entry.getValue(), defaults.path(entry.getKey()), rows));
        return String.join("\n", rows) + "\n";
    }

    private static void rows(String key, JsonNode schema, JsonNode standard, List<String> rows) {
        boolean structure = schema.has("properties") && !schema.has("propertyNames");
        if (structure) {
            schema.get("properties")
                    .properties()
                    .forEach(entry ->
                            rows(key + "." + entry.getKey(), entry.getValue(), standard.path(entry.getKey()), rows));
        } else if (!key.equals("global")) {
            String value =
                    standard.isContainerNode() || standard.asText().isEmpty() ? "" : "`" + standard.asText() + "`";
            rows.add("| `" + key + "` | " + value + " | "
                    + schema.get("description").asText() + " |");
        }
    }

    private JsonNode schema() throws IOException {
        return json.readTree(Files.readString(Chart.FOLDER.resolve("values.schema.json")))
                .get("properties");
    }

    private static Map<String, Object> values() throws IOException {
        return new Yaml().load(Files.readString(Chart.FOLDER.resolve("values.yaml")));
    }
}
