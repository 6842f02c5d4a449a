package io.thalweg.protocol;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The names of the topics.
 *
 * @param prefix what all names begin with; at most 200 of the characters that Kafka allows
 */
public record Topics(String prefix) {
    public static final String DEFAULT_PREFIX = "thalweg.";
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9._-]{0,200}");

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException when Kafka would refuse names with this prefix
     */
    public Topics {
        Expect.that(
                ALLOWED.matcher(prefix).matches(),
                "topic prefix",
                prefix,
                "at most 200 of the characters A-Z a-z 0-9 . _ -");
    }

    /** The topics with the default prefix. */
    public static Topics standard() {
        return new Topics(DEFAULT_PREFIX);
    }

    /** State of every run as its trainer declares it; compacted, keyed by run. */
    public String runs() {
        return prefix + "runs";
    }

    /** Chunks of prediction snapshots, keyed by run. */
    public String snapshots() {
        return prefix + "snapshots";
    }

    /** One record a snapshot, keyed by run. */
    public String metrics() {
        return prefix + "metrics";
    }

    /** Alarms raised and cleared, advice and acknowledgements, keyed by run. */
    public String decisions() {
        return prefix + "decisions";
    }

    /** Reference manifolds in chunks; compacted. */
    public String manifolds() {
        return prefix + "manifolds";
    }

    /** Policies of experiments, keyed by experiment; compacted. */
    public String policies() {
        return prefix + "policies";
    }

    /** What could not be processed, with the reason in its headers. */
    public String deadLetters() {
        return prefix + "dead-letters";
    }

    /** All names, in the order of the way of the data. */
    public List<String> all() {
        return List.of(runs(), snapshots(), metrics(), decisions(), manifolds(), policies(), deadLetters());
    }
}
