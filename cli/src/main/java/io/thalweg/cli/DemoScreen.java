package io.thalweg.cli;

import java.io.PrintWriter;
import java.time.Duration;

/** Follows a demo until it is over, with or without a table. */
final class DemoScreen {
    private static final Duration REDRAW = Duration.ofMillis(500);
    private static final Duration PLAIN = Duration.ofSeconds(10);

    private DemoScreen() {}

    static void follow(Demo demo, PrintWriter out, boolean headless) throws InterruptedException {
        boolean interactive = Terminal.isInteractive();
        Screen screen = new Screen(out, interactive);
        try (LiveView view = demo.view()) {
            long nextDraw = System.nanoTime();
            while (!demo.isOver()) {
                if (!headless && System.nanoTime() >= nextDraw) {
                    screen.draw(RunTable.lines(view.runs(), Terminal.columns()));
                    nextDraw = System.nanoTime() + (interactive ? REDRAW : PLAIN).toNanos();
                }
                Thread.sleep(100);
            }
            if (!headless) {
                screen.draw(RunTable.lines(view.runs(), Terminal.columns()));
            }
        }
    }
}
