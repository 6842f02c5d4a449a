package io.thalweg.reference.build;

/** A manifold that cannot be built: one line saying what is needed and what was given. */
public final class BuildException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BuildException(String problem) {
        super(problem);
    }
}
