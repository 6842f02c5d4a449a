package io.thalweg.cli;

import io.thalweg.processor.live.Figure;
import io.thalweg.processor.live.PathPoint;
import java.util.List;

/** The way of a run in the space of a word: its progress from 0 to 1 over the snapshots so far. */
final class Sparkline {
    private static final String BLOCKS = "▁▂▃▄▅▆▇█";
    private static final String ASCII = "_.-~=+*#";

    private final String levels;

    Sparkline(boolean unicode) {
        this.levels = unicode ? BLOCKS : ASCII;
    }

    /** At most so many characters, filled up with blanks; a blank where there is no figure. */
    String of(List<PathPoint> path, int width) {
        StringBuilder line = new StringBuilder();
        int count = Math.min(width, path.size());
        for (int k = 0; k < count; k++) {
            int i = count == 1 ? 0 : (int) Math.round((double) k * (path.size() - 1) / (count - 1));
            line.append(level(path.get(i)));
        }
        return line.append(" ".repeat(width - count)).toString();
    }

    private char level(PathPoint point) {
        double progress = point.figure(Figure.PROGRESS).orElse(Double.NaN);
        if (Double.isNaN(progress)) {
            return ' ';
        }
        int level = (int) (progress * levels.length());
        return levels.charAt(Math.max(0, Math.min(levels.length() - 1, level)));
    }
}
