package io.thalweg.processor.configuration;

import java.util.List;

/** Settings that cannot be used: every problem at once, one line each, naming key, value and expectation. */
public final class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial") // an immutable list of strings
    private final List<String> problems;

    public ConfigurationException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    /** One line a problem, in the order of the keys. */
    public List<String> problems() {
        return problems;
    }
}
