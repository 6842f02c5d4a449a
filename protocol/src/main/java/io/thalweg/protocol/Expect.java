package io.thalweg.protocol;

/** The checks of the protocol's values; every failure names the parameter, its value and what was expected. */
public final class Expect {
    /** Longest piece of a refused value that an error message repeats: messages travel to logs and dead letters. */
    private static final int LONGEST_QUOTE = 160;

    private Expect() {}

    /**
     * Refuses a value.
     *
     * @throws IllegalArgumentException when {@code holds} is false: {@code parameter is value; expected expectation}
     */
    public static void that(boolean holds, String parameter, Object value, String expectation) {
        if (!holds) {
            throw new IllegalArgumentException(sentence(parameter, value, expectation));
        }
    }

    /** The sentence that every refusal uses. */
    public static String sentence(String parameter, Object value, String expectation) {
        return parameter + " is " + quoted(value) + "; expected " + expectation;
    }

    private static String quoted(Object value) {
        String text = value instanceof CharSequence ? "\"" + value + "\"" : String.valueOf(value);
        return text.length() <= LONGEST_QUOTE
                ? text
                : text.substring(0, LONGEST_QUOTE) + "... (" + text.length() + " characters)";
    }
}
