package io.thalweg.cli;

import java.io.PrintWriter;
import java.util.List;

/** Lines that are redrawn in place on a terminal, and simply printed elsewhere. */
final class Screen {
    private static final String UP = "\u001b[%dA";
    private static final String CLEAR_TO_END = "\u001b[0J";

    private final PrintWriter out;
    private final boolean inPlace;
    private int drawn;

    Screen(PrintWriter out, boolean inPlace) {
        this.out = out;
        this.inPlace = inPlace;
    }

    void draw(List<String> lines) {
        if (inPlace && drawn > 0) {
            out.printf(UP + CLEAR_TO_END, drawn);
        }
        lines.forEach(out::println);
        out.flush();
        drawn = lines.size();
    }
}
