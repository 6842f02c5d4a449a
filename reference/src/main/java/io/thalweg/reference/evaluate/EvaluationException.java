package io.thalweg.reference.evaluate;

/** An evaluation that cannot be made: one line saying what is needed and what was given. */
public final class EvaluationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public EvaluationException(String problem) {
        super(problem);
    }
}
