package io.thalweg.processor.configuration;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** What somebody may have meant who mistyped a name. */
final class NearestName {
    /** More mistakes than these are another word. */
    private static final int MOST_EDITS = 3;

    private NearestName() {}

    static Optional<String> among(Collection<String> names, String typed) {
        return names.stream()
                .filter(name -> edits(name, typed) <= MOST_EDITS)
                .min(Comparator.comparingInt(name -> edits(name, typed)));
    }

    /** Levenshtein's distance: letters inserted, left out or changed. */
    private static int edits(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(changed, Math.min(previous[j], row[j - 1]) + 1);
            }
            previous = row;
        }
        return previous[b.length()];
    }
}
