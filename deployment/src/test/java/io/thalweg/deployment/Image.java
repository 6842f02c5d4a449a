package io.thalweg.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The stages of the Dockerfile, each a list of instructions with continued lines joined. */
final class Image {
    private static final Pattern STAGE = Pattern.compile("FROM \\S+ AS (\\S+)");
    private static final Pattern ASSIGNMENT = Pattern.compile("(THALWEG_[A-Z_]+)=(\\S+)");

    private Image() {}

    static Map<String, List<String>> stages() {
        Map<String, List<String>> stages = new LinkedHashMap<>();
        List<String> current = new ArrayList<>();
        for (String instruction : text().replaceAll("(?m)^#.*\\n", "")
                .replaceAll("\\\\\\n\\s*", "")
                .split("\\n", -1)) {
            Matcher stage = STAGE.matcher(instruction);
            if (stage.matches()) {
                current = stages.computeIfAbsent(stage.group(1), name -> new ArrayList<>());
            }
            if (!instruction.isBlank()) {
                current.add(instruction.strip());
            }
        }
        return stages;
    }

    static List<String> stage(String name) {
        return stages().getOrDefault(name, List.of());
    }

    /** What a stage sets for the program. */
    static Map<String, String> environment(String stage) {
        Map<String, String> environment = new LinkedHashMap<>();
        for (String instruction : stage(stage)) {
            Matcher assignment = ASSIGNMENT.matcher(instruction);
            while (instruction.startsWith("ENV ") && assignment.find()) {
                environment.put(assignment.group(1), assignment.group(2));
            }
        }
        return environment;
    }

    private static String text() {
        try {
            return Files.readString(Chart.ROOT.resolve("Dockerfile"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
