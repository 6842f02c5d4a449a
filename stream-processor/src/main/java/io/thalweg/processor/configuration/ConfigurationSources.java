package io.thalweg.processor.configuration;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The texts of all settings with where each came from, the source of higher precedence having won.
 *
 * @param entries by key
 * @param problems what could not be read at all
 */
record ConfigurationSources(Map<String, Entry> entries, List<String> problems) {
    static final String FILE_KEY = "config";
    private static final String FILE_VARIABLE = Setting.ENVIRONMENT_PREFIX + "CONFIG";
    /** Variables of the launcher and of the log. */
    private static final Pattern LAUNCHER =
            Pattern.compile("THALWEG_(HOME|JAVA|JDKS|HEAP|OPTS|LOG|KAFKA_LOG|LOG_FORMAT)");
    /** Kubernetes sets these in every pod beside a service whose name begins with "thalweg". */
    private static final Pattern SERVICE_LINK =
            Pattern.compile("THALWEG_(.*_)?(SERVICE_HOST|SERVICE_PORT(_.*)?|PORT(_\\d+_(TCP|UDP|SCTP).*)?)");

    /** A text and where it stands. */
    record Entry(String text, String source) {}

    static ConfigurationSources read(Map<String, String> flags, Map<String, String> environment) {
        Map<String, Entry> entries = new TreeMap<>();
        List<String> problems = new ArrayList<>();
        file(flags, environment).ifPresent(path -> readFile(path, entries, problems));
        environment.forEach((variable, text) ->
                key(variable).ifPresent(key -> entries.put(key, new Entry(text, "environment variable " + variable))));
        flags.forEach((key, text) -> {
            if (!key.equals(FILE_KEY)) {
                entries.put(key, new Entry(text, "flag"));
            }
        });
        return new ConfigurationSources(entries, problems);
    }

    private static Optional<String> file(Map<String, String> flags, Map<String, String> environment) {
        return Optional.ofNullable(flags.get(FILE_KEY)).or(() -> Optional.ofNullable(environment.get(FILE_VARIABLE)));
    }

    private static void readFile(String path, Map<String, Entry> entries, List<String> problems) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of(path), StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (NoSuchFileException e) {
            problems.add(FILE_KEY + " = \"" + path + "\": no such file; expected a properties file");
        } catch (IOException | IllegalArgumentException e) {
            problems.add(FILE_KEY + " = \"" + path + "\": cannot be read (" + e.getMessage()
                    + "); expected a properties file in UTF-8");
        }
        for (String key : properties.stringPropertyNames()) {
            entries.put(key, new Entry(properties.getProperty(key).strip(), "file " + path));
        }
    }

    /** {@code THALWEG_KAFKA_SASL_MECHANISM} is {@code kafka.sasl.mechanism}; two underscores stand for one. */
    static Optional<String> key(String variable) {
        if (!variable.startsWith(Setting.ENVIRONMENT_PREFIX)
                || variable.equals(FILE_VARIABLE)
                || LAUNCHER.matcher(variable).matches()) {
            return Optional.empty();
        }
        String key = variable.substring(Setting.ENVIRONMENT_PREFIX.length())
                .toLowerCase(Locale.ROOT)
                .replace("__", "\0")
                .replace('_', '.')
                .replace('\0', '_');
        boolean serviceLink = SERVICE_LINK.matcher(variable).matches() && !key.startsWith(KafkaProperties.PREFIX);
        return serviceLink && !Settings.byKey().containsKey(key) ? Optional.empty() : Optional.of(key);
    }
}
