package io.thalweg.reference.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A picture with two axes, as inline SVG. Its looks are in {@link Style}: what is drawn carries classes, not colours. */
final class Plot {
    private static final int LEFT = 46;
    private static final int BOTTOM = 32;
    private static final int TOP = 20;
    private static final int RIGHT = 8;

    private final int width;
    private final int height;
    private final Axis x;
    private final Axis y;
    private final StringBuilder content = new StringBuilder();

    Plot(int width, int height, Axis x, Axis y) {
        this.width = width;
        this.height = height;
        this.x = x;
        this.y = y;
    }

    /** A place in the axes' values. */
    record Spot(double x, double y) {}

    /** What marks a spot; shapes differ, so that colour is not needed to tell them apart. */
    enum Mark {
        RING,
        CROSS,
        SQUARE,
        DIAMOND
    }

    Plot line(List<Spot> spots, String classes) {
        if (spots.size() > 1) {
            content.append("<polyline class=\"%s\" points=\"%s\"/>\n".formatted(Markup.escape(classes), points(spots)));
        }
        return this;
    }

    /** What lies between two lines over the same x. */
    Plot area(List<Spot> upper, List<Spot> lower, String classes) {
        List<Spot> around = new ArrayList<>(upper);
        List<Spot> back = new ArrayList<>(lower);
        Collections.reverse(back);
        around.addAll(back);
        content.append("<polygon class=\"%s\" points=\"%s\"/>\n".formatted(Markup.escape(classes), points(around)));
        return this;
    }

    /** Many dots as one path, which is a fraction of the size of as many circles. */
    Plot dots(List<Spot> spots, String classes) {
        StringBuilder path = new StringBuilder();
        spots.forEach(spot -> path.append('M').append(place(spot)).append("h0"));
        content.append("<path class=\"dots %s\" d=\"%s\"/>\n".formatted(Markup.escape(classes), path));
        return this;
    }

    Plot mark(Spot at, Mark mark, String classes, String saying) {
        double cx = horizontal(at.x());
        double cy = vertical(at.y());
        String path = switch (mark) {
            case RING -> "M%s,%sa5,5 0 1,0 10,0a5,5 0 1,0 -10,0";
            case CROSS -> "M%s,%sm0,-5l10,10m0,-10l-10,10";
            case SQUARE -> "M%s,%sm0,-5h10v10h-10z";
            case DIAMOND -> "M%s,%sl5,-6l5,6l-5,6z";
        };
        content.append("<path class=\"mark %s\" d=\"%s\"><title>%s</title></path>\n"
                .formatted(
                        Markup.escape(classes),
                        path.formatted(Markup.pixels(cx - 5), Markup.pixels(cy)),
                        Markup.escape(saying)));
        return this;
    }

    /** Words beside a spot, on the side where there is room. */
    Plot note(Spot at, String text) {
        boolean right = x.place(at.x()) > 0.5;
        content.append("<text class=\"note\" text-anchor=\"%s\" x=\"%s\" y=\"%s\">%s</text>\n"
                .formatted(
                        right ? "end" : "start",
                        Markup.pixels(horizontal(at.x()) + (right ? -7 : 7)),
                        Markup.pixels(vertical(at.y()) + 16),
                        Markup.escape(text)));
        return this;
    }

    /** The whole picture. */
    String svg(String title) {
        StringBuilder svg = new StringBuilder();
        svg.append("<svg viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\" aria-label=\"%s\">\n"
                .formatted(width, height, width, height, Markup.escape(title)));
        svg.append("<text class=\"title\" x=\"%d\" y=\"13\">%s</text>\n".formatted(LEFT, Markup.escape(title)));
        x.ticks().forEach(tick -> svg.append(grid(horizontal(tick), true, tick)));
        y.ticks().forEach(tick -> svg.append(grid(vertical(tick), false, tick)));
        svg.append("<text class=\"label\" text-anchor=\"middle\" x=\"%s\" y=\"%d\">%s</text>\n"
                .formatted(Markup.pixels((LEFT + width - RIGHT) / 2.0), height - 4, Markup.escape(x.label())));
        svg.append("<text class=\"label\" text-anchor=\"middle\" transform=\"translate(10 %s) rotate(-90)\">%s</text>\n"
                .formatted(Markup.pixels((TOP + height - BOTTOM) / 2.0), Markup.escape(y.label())));
        return svg.append(content).append("</svg>\n").toString();
    }

    private String grid(double at, boolean vertical, double tick) {
        String place = Markup.pixels(at);
        String line = vertical
                ? "x1=\"%s\" x2=\"%s\" y1=\"%d\" y2=\"%d\"".formatted(place, place, TOP, height - BOTTOM)
                : "x1=\"%d\" x2=\"%d\" y1=\"%s\" y2=\"%s\"".formatted(LEFT, width - RIGHT, place, place);
        String text = vertical
                ? "text-anchor=\"middle\" x=\"%s\" y=\"%d\"".formatted(place, height - BOTTOM + 12)
                : "text-anchor=\"end\" x=\"%d\" y=\"%s\"".formatted(LEFT - 4, Markup.pixels(at + 3));
        return "<line class=\"grid\" %s/><text class=\"tick\" %s>%s</text>\n"
                .formatted(line, text, Markup.number(tick));
    }

    private String points(List<Spot> spots) {
        return String.join(" ", spots.stream().map(this::place).toList());
    }

    private String place(Spot spot) {
        return Markup.pixels(horizontal(spot.x())) + "," + Markup.pixels(vertical(spot.y()));
    }

    private double horizontal(double value) {
        return LEFT + x.place(value) * (width - LEFT - RIGHT);
    }

    private double vertical(double value) {
        return height - BOTTOM - y.place(value) * (height - TOP - BOTTOM);
    }
}
