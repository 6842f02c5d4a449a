package io.thalweg.reference.report;

import java.util.List;

/**
 * The colour and dashes of each kind of run: Okabe and Ito's palette, which people who confuse red and green can tell
 * apart; where kinds are more than its colours, the line is dashed.
 *
 * @param kinds in order
 */
record KindColours(List<String> kinds) {
    private static final int COLOURS = 6;
    private static final int DASHES = 3;

    KindColours {
        kinds = List.copyOf(kinds);
    }

    /** Classes of {@link Style} for a kind. */
    String of(String kind) {
        int place = Math.max(0, kinds.indexOf(kind));
        return "c%d d%d".formatted(place % COLOURS, place / COLOURS % DASHES);
    }
}
