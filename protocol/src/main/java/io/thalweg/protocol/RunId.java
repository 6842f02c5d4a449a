package io.thalweg.protocol;

import java.util.regex.Pattern;

/**
 * The id of one training job, chosen by its trainer; also the key of its records.
 *
 * @param value 1 to 128 of the characters {@code A-Z a-z 0-9 . _ -}, so that it fits a label, a path and a log line
 */
public record RunId(String value) implements Comparable<RunId> {
    public static final int MAX_LENGTH = 128;
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9._-]{1,128}");

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException when {@code value} is not a run id
     */
    public RunId {
        Expect.that(isValid(value), "run id", value, "1 to 128 of the characters A-Z a-z 0-9 . _ -");
    }

    public static boolean isValid(String value) {
        return ALLOWED.matcher(value).matches();
    }

    @Override
    public int compareTo(RunId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
