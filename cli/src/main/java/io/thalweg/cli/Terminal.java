package io.thalweg.cli;

/** What the launcher found out about the terminal; Java itself cannot tell on every version that runs this. */
final class Terminal {
    private static final int DEFAULT_COLUMNS = 100;

    private Terminal() {}

    /** Whether a person looks at both standard output and standard error. */
    static boolean isInteractive() {
        return Boolean.getBoolean("thalweg.terminal");
    }

    /** Its width in characters. */
    static int columns() {
        return Integer.getInteger("thalweg.columns", DEFAULT_COLUMNS);
    }
}
