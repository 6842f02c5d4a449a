package io.thalweg.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Follows a demo until it is over, with or without a table. */
final class DemoScreen {
    private static final Duration REDRAW = Duration.ofMillis(500);
    private static final Duration PLAIN = Duration.ofSeconds(10);

    private DemoScreen() {}

    static void follow(Demo demo, List<String> places, PrintWriter out, boolean headless) throws InterruptedException {
        boolean interactive = Terminal.isInteractive();
        Screen screen = new Screen(out, interactive);
        try (LiveView view = demo.view()) {
            long nextDraw = System.nanoTime();
            while (!demo.isOver()) {
                if (!headless && System.nanoTime() >= nextDraw) {
                    screen.draw(lines(interactive ? places : List.of(), view));
                    nextDraw = System.nanoTime() + (interactive ? REDRAW : PLAIN).toNanos();
                }
                Thread.sleep(100);
            }
            if (!headless) {
                screen.draw(lines(interactive ? places : List.of(), view));
            }
        }
    }

    private static List<String> lines(List<String> places, LiveView view) {
        List<String> lines = new ArrayList<>(places);
        lines.addAll(RunTable.lines(view.runs(), Terminal.columns()));
        return lines;
    }
}
