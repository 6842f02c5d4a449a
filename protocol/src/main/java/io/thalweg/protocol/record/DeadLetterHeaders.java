package io.thalweg.protocol.record;

/** The headers of a record on the dead-letter topic; its key and value are the refused record's own. */
public final class DeadLetterHeaders {
    /** Name of the {@link io.thalweg.protocol.chunk.RejectionReason}, ASCII. */
    public static final String REASON = "thalweg.reason";
    /** One line for people, UTF-8, free of predictions. */
    public static final String DETAIL = "thalweg.detail";
    /** The run, where it could be read. */
    public static final String RUN = "thalweg.run";
    /** Where the record came from: topic, partition and offset, the numbers in decimal ASCII. */
    public static final String TOPIC = "thalweg.topic";

    public static final String PARTITION = "thalweg.partition";
    public static final String OFFSET = "thalweg.offset";
    /** When it was refused, ISO 8601. */
    public static final String REJECTED_AT = "thalweg.rejected-at";

    private DeadLetterHeaders() {}
}
