package io.thalweg.reference.trajectory;

import java.io.IOException;
import java.nio.file.Path;

/** A trajectory folder that cannot be used: one line naming the file, what was wrong and what was expected. */
public final class TrajectoryException extends IOException {
    private static final long serialVersionUID = 1L;

    public TrajectoryException(Path file, String problem) {
        super(file + ": " + problem);
    }
}
