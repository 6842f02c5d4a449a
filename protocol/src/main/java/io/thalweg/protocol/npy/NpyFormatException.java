package io.thalweg.protocol.npy;

import java.io.IOException;
import java.nio.file.Path;

/** A file that is not the NumPy array that was expected: one line naming the file, what was wrong, what was expected. */
public final class NpyFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    public NpyFormatException(Path file, String problem) {
        super(file + ": " + problem);
    }
}
