package io.thalweg.producer;

/** What the model's output means. */
public enum Outputs {
    /** Unnormalised scores; the softmax is taken on publishing. */
    LOGITS,
    /** Each row sums to one. */
    PROBABILITIES
}
