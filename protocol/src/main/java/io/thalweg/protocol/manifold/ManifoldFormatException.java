package io.thalweg.protocol.manifold;

import java.io.IOException;

/** A manifold file that cannot be used; the message is one line: the file, what is wrong, what was expected, what to do. */
public final class ManifoldFormatException extends IOException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 1000;

    /** What is wrong with the file. */
    public enum Problem {
        /** Not a safetensors file with a manifold in it. */
        NOT_A_MANIFOLD,
        /** Fewer, or more, bytes than its header declares. */
        WRONG_SIZE,
        /** Its content does not have the hash that it names. */
        CORRUPT,
        /** Written by a newer Thalweg. */
        NEWER_VERSION,
        /** Its hash is right, but its parts contradict each other. */
        INCONSISTENT,
        /** Built on other samples than asked for. */
        OTHER_PROBE_SET
    }

    private final Problem problem;
    private final String message;

    ManifoldFormatException(Problem problem, String message) {
        this.problem = problem;
        this.message = oneLine(message);
    }

    /** A hostile header may put anything into a name. */
    private static String oneLine(String message) {
        String line = message.replaceAll("\\p{Cntrl}+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }

    @Override
    public String getMessage() {
        return message;
    }

    /** What is wrong, for code that must tell the cases apart. */
    public Problem problem() {
        return problem;
    }
}
