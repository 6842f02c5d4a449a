package io.thalweg.protocol.record;

import io.thalweg.protocol.Expect;
import io.thalweg.protocol.chunk.RejectionReason;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The limits of a run's tags: they become labels and travel with every metrics record, so that an unbounded set would be
 * paid for everywhere.
 */
public final class Tags {
    public static final int MAX_TAGS = 32;
    public static final int MAX_KEY_LENGTH = 64;
    public static final int MAX_VALUE_LENGTH = 256;
    /** All keys and values together, in UTF-8. */
    public static final int MAX_TOTAL_BYTES = 4096;

    private Tags() {}

    /**
     * An unmodifiable copy, sorted by key.
     *
     * @throws RejectedRecordException with {@code BAD_TAGS} when a limit is passed or a key is empty
     */
    public static Map<String, String> checked(Map<String, String> tags) {
        expect(tags.size() <= MAX_TAGS, "number of tags", tags.size(), "at most " + MAX_TAGS);
        int total = 0;
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            String key = tag.getKey();
            String value = tag.getValue();
            expect(key != null && value != null, "tag", key, "a key and a value");
            expect(
                    !key.isEmpty() && key.length() <= MAX_KEY_LENGTH,
                    "tag key",
                    key,
                    "1 to " + MAX_KEY_LENGTH + " characters");
            expect(
                    value.length() <= MAX_VALUE_LENGTH,
                    "tag " + key,
                    value,
                    "at most " + MAX_VALUE_LENGTH + " characters");
            total += key.getBytes(StandardCharsets.UTF_8).length + value.getBytes(StandardCharsets.UTF_8).length;
        }
        expect(total <= MAX_TOTAL_BYTES, "size of all tags in bytes", total, "at most " + MAX_TOTAL_BYTES);
        return Collections.unmodifiableMap(new TreeMap<>(tags));
    }

    private static void expect(boolean holds, String parameter, Object value, String expectation) {
        if (!holds) {
            throw new RejectedRecordException(
                    RejectionReason.BAD_TAGS, Expect.sentence(parameter, String.valueOf(value), expectation));
        }
    }
}
