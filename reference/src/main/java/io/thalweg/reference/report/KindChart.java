package io.thalweg.reference.report;

import io.thalweg.reference.evaluate.Evaluation;
import io.thalweg.reference.evaluate.Tally;
import java.util.Map;

/** Shares found of each kind of failure as bars, ours above the rival's. */
final class KindChart {
    private static final int NAMES = 190;
    private static final int BARS = 420;
    private static final int WIDTH = 760;
    private static final int ROW = 34;
    private static final int THICKNESS = 11;
    private static final int HEAD = 6;

    private KindChart() {}

    static String of(Map<String, Evaluation> byKind) {
        StringBuilder svg = new StringBuilder();
        int height = HEAD + ROW * byKind.size();
        svg.append("<svg viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\" aria-label=\"%s\">\n"
                .formatted(WIDTH, height, WIDTH, height, "Share of the runs of each kind that was found"));
        for (int quarter = 0; quarter <= 4; quarter++) {
            int x = NAMES + quarter * BARS / 4;
            svg.append("<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"0\" y2=\"%d\"/>\n".formatted(x, x, height));
        }
        int top = HEAD;
        for (Map.Entry<String, Evaluation> kind : byKind.entrySet()) {
            svg.append("<text text-anchor=\"end\" x=\"%d\" y=\"%d\">%s</text>\n"
                    .formatted(NAMES - 8, top + 15, Markup.escape(kind.getKey())));
            svg.append(bar("ours", top, kind.getValue().ours()));
            svg.append(bar("rival", top + THICKNESS + 2, kind.getValue().rival()));
            top += ROW;
        }
        return svg.append("</svg>\n").toString();
    }

    private static String bar(String whose, int top, Tally tally) {
        double length = BARS * tally.detectionRate().orElse(0);
        return "<rect class=\"bar %s\" x=\"%d\" y=\"%d\" width=\"%s\" height=\"%d\"/><text class=\"tick\" x=\"%s\" y=\"%d\">%s</text>\n"
                .formatted(
                        whose,
                        NAMES,
                        top,
                        Markup.pixels(length),
                        THICKNESS,
                        Markup.pixels(NAMES + length + 6),
                        top + THICKNESS - 2,
                        "%d of %d, median checkpoint %s"
                                .formatted(
                                        tally.detected(),
                                        tally.abnormal(),
                                        Markup.number(tally.medianFirstAlarmCheckpoint())));
    }
}
