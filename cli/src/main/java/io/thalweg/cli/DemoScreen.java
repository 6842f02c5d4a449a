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
        Screen screen = new Screen(out, interactive, Terminal.hasColours(System.getenv()));
        RunTable table = new RunTable(Terminal.hasUnicode(System.getenv()));
        try (LiveView view = demo.view()) {
            long nextDraw = System.nanoTime();
            while (!demo.isOver()) {
                if (!headless && System.nanoTime() >= nextDraw) {
                    TerminalSize size = Terminal.size();
                    screen.draw(lines(interactive ? places : List.of(), table, view, size), size);
                    nextDraw = System.nanoTime() + (interactive ? REDRAW : PLAIN).toNanos();
                }
                Thread.sleep(100);
            }
            if (!headless) {
                TerminalSize size = Terminal.size();
                screen.draw(lines(interactive ? places : List.of(), table, view, size), size);
            }
        }
    }

    private static List<ScreenLine> lines(List<String> places, RunTable table, LiveView view, TerminalSize size) {
        List<ScreenLine> lines =
                new ArrayList<>(places.stream().map(ScreenLine::plain).toList());
        lines.addAll(table.lines(view.runs(), size.columns()));
        return lines;
    }
}
