package io.thalweg.cli;

/**
 * A line for a terminal.
 *
 * @param text without any control characters
 * @param paint how it looks where there are colours
 */
record ScreenLine(String text, Paint paint) {
    static ScreenLine plain(String text) {
        return new ScreenLine(text, Paint.PLAIN);
    }

    /** As much of it as a terminal of this width shows. */
    ScreenLine within(int columns) {
        return text.length() > columns ? new ScreenLine(text.substring(0, columns), paint) : this;
    }

    String rendered(boolean colours) {
        return colours ? paint.on(text) : text;
    }
}
