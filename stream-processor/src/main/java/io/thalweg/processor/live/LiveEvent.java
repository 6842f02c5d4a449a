package io.thalweg.processor.live;

/**
 * One record that came on a topic, as the event stream carries it.
 *
 * @param id counts up by one from 1
 * @param type which topic it came on
 * @param json the record on one line
 */
public record LiveEvent(long id, Type type, String json) {
    /** Which topic; the name in lower case is the event's name. */
    public enum Type {
        METRICS,
        DECISION,
        RUN
    }
}
