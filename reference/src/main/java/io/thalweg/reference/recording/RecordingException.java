package io.thalweg.reference.recording;

import java.io.IOException;

/** Nothing could be recorded: one line saying what was looked for and what was found. */
public final class RecordingException extends IOException {
    private static final long serialVersionUID = 1L;

    public RecordingException(String problem) {
        super(problem);
    }
}
