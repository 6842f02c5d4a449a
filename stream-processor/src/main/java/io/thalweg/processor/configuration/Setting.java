package io.thalweg.processor.configuration;

import java.util.Locale;

/**
 * One key of the configuration.
 *
 * @param key its name in files and flags
 * @param type what its value must be
 * @param standard the text of its default
 * @param meaning one sentence for the documentation
 */
record Setting<T>(String key, ValueType<T> type, String standard, String meaning) {
    static final String ENVIRONMENT_PREFIX = "THALWEG_";

    /** Whether its value must not be printed. */
    boolean secret() {
        return type.secret();
    }

    /** The variable that sets it. */
    String variable() {
        return ENVIRONMENT_PREFIX + key.replace('.', '_').toUpperCase(Locale.ROOT);
    }
}
