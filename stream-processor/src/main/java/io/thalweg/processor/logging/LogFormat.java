package io.thalweg.processor.logging;

import java.util.Map;
import java.util.Optional;

/** How the log is written, by the environment: it must be known before the first line, so before the configuration is read. */
public enum LogFormat {
    /** One line of text, key-values at its end. */
    TEXT,
    /** One JSON object a line: {@link JsonLogEncoder}. */
    JSON;

    public static final String VARIABLE = "THALWEG_LOG_FORMAT";
    /** Logback's own property: the file or resource that it is configured by. */
    private static final String CONFIGURATION = "logback.configurationFile";

    /**
     * The format that the environment asks for; empty when it asks for something that there is not.
     *
     * @param environment such as {@code System.getenv()}
     */
    public static Optional<LogFormat> in(Map<String, String> environment) {
        return switch (environment.getOrDefault(VARIABLE, "text")) {
            case "text" -> Optional.of(TEXT);
            case "json" -> Optional.of(JSON);
            default -> Optional.empty();
        };
    }

    /**
     * Has Logback take the resource for the format that is asked for; to be called before anything logs. A configuration that
     * the user names by {@code -Dlogback.configurationFile} stays.
     *
     * @param text resource for text
     * @param json resource for JSON
     * @return what is wrong with the variable, in one line; text is written then
     */
    public static Optional<String> choose(Map<String, String> environment, String text, String json) {
        Optional<LogFormat> format = in(environment);
        if (System.getProperty(CONFIGURATION) == null) {
            System.setProperty(CONFIGURATION, format.orElse(TEXT) == JSON ? json : text);
        }
        return format.isPresent()
                ? Optional.empty()
                : Optional.of(VARIABLE + " is \"" + environment.get(VARIABLE) + "\": expected text or json");
    }
}
