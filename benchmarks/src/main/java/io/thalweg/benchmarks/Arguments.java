package io.thalweg.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A command line that is taken apart: what was asked for is taken out, until only names are left. */
public final class Arguments {
    private final List<String> left;

    /** All of them. */
    public Arguments(String... arguments) {
        this.left = new ArrayList<>(List.of(arguments));
    }

    /** Takes a word out; returns whether it was there. */
    public boolean flag(String name) {
        return left.remove(name);
    }

    /**
     * Takes a name and the whole number after it out, if they are there.
     *
     * @param digits how many it may have
     * @throws IllegalArgumentException when it is no such number
     */
    public Optional<Integer> number(String name, int digits) {
        return value(name).map(text -> {
            if (text.length() > digits || !text.matches("[1-9][0-9]*")) {
                throw new IllegalArgumentException(name + " " + text + ": expected a whole number from 1");
            }
            return Integer.valueOf(text);
        });
    }

    /**
     * Takes a name and what stands after it out, if they are there.
     *
     * @throws IllegalArgumentException when nothing stands after it
     */
    public Optional<String> value(String name) {
        int at = left.indexOf(name);
        if (at < 0) {
            return Optional.empty();
        }
        if (at + 1 == left.size()) {
            throw new IllegalArgumentException(name + ": expected a value");
        }
        left.remove(at);
        return Optional.of(left.remove(at));
    }

    /** What was not taken out. */
    public List<String> left() {
        return List.copyOf(left);
    }
}
