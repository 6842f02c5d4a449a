package io.thalweg.processor.configuration;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How the text of a setting becomes its value.
 *
 * @param expectation what a text must be, for people: ends the sentence "expected ..."
 * @param parser the value; empty when the text is not one
 * @param secret whether the text must not be printed
 */
record ValueType<T>(String expectation, Function<String, Optional<T>> parser, boolean secret) {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

    ValueType(String expectation, Function<String, Optional<T>> parser) {
        this(expectation, parser, false);
    }

    /** None, or a token. */
    static ValueType<List<AccessToken>> tokenOrNone() {
        return new ValueType<>(
                AccessToken.EXPECTATION,
                text -> text.isEmpty()
                        ? Optional.of(List.of())
                        : AccessToken.of(text).map(List::of),
                true);
    }

    static ValueType<String> matching(Pattern pattern, String expectation) {
        return new ValueType<>(
                expectation,
                text -> Optional.of(text).filter(t -> pattern.matcher(t).matches()));
    }

    /** One of some words. */
    static <T> ValueType<T> choice(Map<String, T> words) {
        return new ValueType<>(
                words.keySet().stream().sorted().collect(Collectors.joining(" or ")),
                text -> Optional.ofNullable(words.get(text)));
    }

    static ValueType<Integer> integer(int from, int to) {
        return new ValueType<>(
                "a whole number from " + from + " to " + to,
                text -> parsed(text, Integer::valueOf).filter(value -> value >= from && value <= to));
    }

    static ValueType<Double> above(double from, double to, boolean toIncluded) {
        String expectation =
                "a number above " + from + " and " + (toIncluded ? "at most " : "below ") + to + ", such as 0.05";
        return new ValueType<>(
                expectation,
                text -> parsed(text, Double::valueOf)
                        .filter(value -> value > from && (value < to || (toIncluded && value == to))));
    }

    static ValueType<Duration> duration(Duration from, Duration to) {
        String expectation = "a duration such as 500ms, 30s, 5m, 24h or 7d, from " + text(from) + " to " + text(to);
        return new ValueType<>(
                expectation,
                text -> duration(text).filter(value -> value.compareTo(from) >= 0 && value.compareTo(to) <= 0));
    }

    static ValueType<Path> path() {
        return new ValueType<>("a path", ValueType::path);
    }

    /** None, or one. */
    static ValueType<List<Path>> pathOrNone() {
        return new ValueType<>(
                "a path",
                text -> text.isEmpty() ? Optional.of(List.of()) : path(text).map(List::of));
    }

    static ValueType<List<Path>> paths() {
        return new ValueType<>("paths separated by commas", text -> {
            List<Optional<Path>> paths = Arrays.stream(text.split(",", -1))
                    .map(String::strip)
                    .filter(part -> !part.isEmpty())
                    .map(ValueType::path)
                    .toList();
            return paths.stream().allMatch(Optional::isPresent)
                    ? Optional.of(paths.stream().flatMap(Optional::stream).toList())
                    : Optional.empty();
        });
    }

    static Optional<Duration> duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long amount = Long.parseLong(matcher.group(1));
        return Optional.of(
                switch (matcher.group(2)) {
                    case "ms" -> Duration.ofMillis(amount);
                    case "s" -> Duration.ofSeconds(amount);
                    case "m" -> Duration.ofMinutes(amount);
                    case "h" -> Duration.ofHours(amount);
                    default -> Duration.ofDays(amount);
                });
    }

    /** The shortest text that {@link #duration(String)} reads as this duration of whole milliseconds. */
    static String text(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 86_400_000 == 0) {
            return millis / 86_400_000 + "d";
        }
        if (millis % 3_600_000 == 0) {
            return millis / 3_600_000 + "h";
        }
        if (millis % 60_000 == 0) {
            return millis / 60_000 + "m";
        }
        return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
    }

    private static Optional<Path> path(String text) {
        try {
            return text.isBlank() ? Optional.empty() : Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static <N extends Number> Optional<N> parsed(String text, Function<String, N> parse) {
        try {
            return Optional.of(parse.apply(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
