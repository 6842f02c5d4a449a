package io.thalweg.cli;

import java.io.PrintWriter;
import java.util.List;

/**
 * Lines that fill a terminal and are redrawn in place, or are simply printed elsewhere. The whole screen is drawn each time,
 * so that whatever else was printed in between (a warning, say) leaves no trace for longer than a moment.
 */
final class Screen {
    private static final String HOME = "\u001b[H";
    private static final String CLEAR_REST_OF_LINE = "\u001b[K";
    private static final String CLEAR_BELOW = "\u001b[J";

    private final PrintWriter out;
    private final boolean inPlace;
    private final boolean colours;

    Screen(PrintWriter out, boolean inPlace, boolean colours) {
        this.out = out;
        this.inPlace = inPlace;
        this.colours = colours;
    }

    /** Draws as much as the terminal has room for, and says how much it has not. */
    void draw(List<ScreenLine> lines, TerminalSize size) {
        int room = Math.max(1, size.rows() - 1);
        boolean all = !inPlace || lines.size() <= room;
        if (inPlace) {
            out.print(HOME);
        }
        lines.stream().limit(all ? lines.size() : room - 1).forEach(line -> print(line, size));
        if (!all) {
            print(ScreenLine.plain("... and %d lines more".formatted(lines.size() - room + 1)), size);
        }
        if (inPlace) {
            out.print(CLEAR_BELOW);
        }
        out.flush();
    }

    private void print(ScreenLine line, TerminalSize size) {
        // Lines are overwritten rather than cleared first, which would flicker.
        out.println(line.within(size.columns()).rendered(colours) + (inPlace ? CLEAR_REST_OF_LINE : ""));
    }
}
