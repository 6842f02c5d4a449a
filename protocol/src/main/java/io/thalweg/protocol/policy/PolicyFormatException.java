package io.thalweg.protocol.policy;

import java.util.List;

/** Policies that cannot be used: every problem at once, each naming key, value and expectation. */
public final class PolicyFormatException extends Exception {
    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial") // an immutable list of strings
    private final List<String> problems;

    public PolicyFormatException(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    /** One sentence a problem, in the order of the text. */
    public List<String> problems() {
        return problems;
    }
}
