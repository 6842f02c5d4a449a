package io.thalweg.processor.policy;

/** Where policies come from. */
public enum PolicySource {
    FILE,
    TOPIC
}
