package io.thalweg.producer;

import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicAuthorizationException;

/** What a failure asks for. */
enum SendFailure {
    /** The cluster is away, slow, or the topic missing: the same record may pass later. */
    TRY_AGAIN,
    /** This record will never pass; others may. */
    GIVE_UP,
    /** The producer itself is spent (an idempotent one does not recover from a failed authentication): take a new one. */
    RENEW;

    static SendFailure of(Exception e) {
        if (e instanceof RetriableException) {
            return TRY_AGAIN;
        }
        boolean ofTheRecord = e instanceof RecordTooLargeException
                || e instanceof RecordBatchTooLargeException
                || e instanceof TopicAuthorizationException
                || e instanceof InvalidTopicException
                || e instanceof PolicyViolationException;
        return ofTheRecord ? GIVE_UP : RENEW;
    }
}
