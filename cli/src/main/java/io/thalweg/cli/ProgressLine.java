package io.thalweg.cli;

import java.io.PrintWriter;

/** A bar that is redrawn in place on a terminal; nothing elsewhere. Thread-safe. */
final class ProgressLine implements AutoCloseable {
    private static final int WIDTH = 30;
    private static final long REDRAW_NANOS = 100_000_000L;

    private final PrintWriter out;
    private final boolean visible;
    private long lastDrawn = System.nanoTime() - REDRAW_NANOS;
    private boolean drawn;

    private ProgressLine(PrintWriter out, boolean visible) {
        this.out = out;
        this.visible = visible;
    }

    static ProgressLine on(PrintWriter out, boolean wanted) {
        return new ProgressLine(out, wanted && Terminal.isInteractive());
    }

    synchronized void at(String phase, long done, long total) {
        if (!visible || (done < total && System.nanoTime() - lastDrawn < REDRAW_NANOS)) {
            return;
        }
        lastDrawn = System.nanoTime();
        drawn = true;
        int filled = total == 0 ? WIDTH : (int) (WIDTH * done / total);
        out.printf("\r%-12s [%s%s] %d/%d ", phase, "#".repeat(filled), " ".repeat(WIDTH - filled), done, total);
        out.flush();
    }

    @Override
    public void close() {
        clear();
    }

    synchronized void clear() {
        if (drawn) {
            out.printf("\r%s\r", " ".repeat(WIDTH + 40));
            out.flush();
            drawn = false;
        }
    }
}
