package io.thalweg.cli;

import java.io.PrintWriter;
import java.util.List;

/**
 * Lines that fill a terminal and are redrawn in place, or are simply printed elsewhere. The whole screen is drawn each time,
 * so that whatever else was printed in between (a warning, say) leaves no trace for longer than a moment.
 */
final class Screen {
    private static final String HOME_AND_CLEAR = "\u001b[H\u001b[J";

    private final PrintWriter out;
    private final boolean inPlace;

    Screen(PrintWriter out, boolean inPlace) {
        this.out = out;
        this.inPlace = inPlace;
    }

    void draw(List<String> lines) {
        if (inPlace) {
            out.print(HOME_AND_CLEAR);
        }
        lines.forEach(out::println);
        out.flush();
    }
}
