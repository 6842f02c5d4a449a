package io.thalweg.benchmarks.detection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The part of a document between two comments, which a program writes; the rest is people's. */
final class GeneratedPart {
    private final String begin;
    private final String end;

    GeneratedPart(String name) {
        this.begin = "<!-- " + name + ": generated -->\n";
        this.end = "<!-- " + name + ": end -->";
    }

    /** The document with another text between the comments. */
    String replacedIn(String document, String text) {
        int from = document.indexOf(begin);
        int to = document.indexOf(end, Math.max(0, from));
        if (from < 0 || to < 0) {
            throw new IllegalArgumentException("expected a line '%s' and after it '%s'".formatted(begin.strip(), end));
        }
        return document.substring(0, from + begin.length()) + "\n" + text + "\n" + document.substring(to);
    }

    /** Replaces it in a file. */
    void replaceIn(Path file, String text) throws IOException {
        try {
            Files.writeString(file, replacedIn(Files.readString(file), text));
        } catch (IllegalArgumentException e) {
            throw new IOException("%s: %s".formatted(file, e.getMessage()), e);
        }
    }
}
