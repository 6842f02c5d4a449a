package io.thalweg.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScreenTest {
    private static final String ESCAPE = "\u001b";
    private final StringWriter written = new StringWriter();

    private String drawn(int lines, TerminalSize size, boolean inPlace, boolean colours) {
        new Screen(new PrintWriter(written), inPlace, colours)
                .draw(
                        IntStream.range(0, lines)
                                .mapToObj(i -> new ScreenLine("line " + i, Paint.ALARM))
                                .toList(),
                        size);
        return written.toString();
    }

    @Test
    void plainOutputHasNoControlCharactersAndEveryLine() {
        String text = drawn(50, new TerminalSize(80, 10), false, false);

        assertFalse(text.contains(ESCAPE));
        assertEquals(50, text.lines().count());
    }

    @Test
    void whatDoesNotFitIsCounted() {
        String text = drawn(50, new TerminalSize(80, 10), true, false);

        assertEquals(9, text.lines().filter(line -> line.contains("line")).count());
        assertTrue(text.contains("... and 42 lines more"), text);
    }

    @Test
    void colourDoesNotCountAsWidth() {
        String text = drawn(1, new TerminalSize(4, 10), false, true);

        assertEquals(ESCAPE + "[1;31mline" + ESCAPE + "[0m", text.strip());
    }

    @Test
    void sizeIsReadAsSttyWritesIt() {
        assertEquals(Optional.of(new TerminalSize(120, 40)), TerminalSize.parse("40 120\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0 0", "stty: not a terminal", "40", "-1 5"})
    void nonsenseIsNoSize(String text) {
        assertEquals(Optional.empty(), TerminalSize.parse(text));
    }

    @ParameterizedTest
    @CsvSource({"LANG, de_DE.UTF-8, true", "LC_ALL, en_GB.utf8, true", "LANG, C, false", "TERM, xterm, false"})
    void localeSaysWhetherThereIsMoreThanAscii(String name, String value, boolean expected) {
        assertEquals(expected, Terminal.hasUnicode(Map.of(name, value)));
    }

    @Test
    void thereAreNoColoursWithoutATerminal() {
        assertFalse(Terminal.hasColours(Map.of()));
    }

    @Test
    void sparklineOfNothingIsBlank() {
        assertEquals("     ", new Sparkline(true).of(List.of(), 5));
    }
}
