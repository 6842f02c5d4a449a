package io.thalweg.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class HelpTest {
    @ParameterizedTest
    @MethodSource("commands")
    void helpHasAnExampleOfTheCommand(List<String> command) {
        List<Object> arguments = new ArrayList<>(command);
        arguments.add("--help");

        Invocation help = Invocation.of(arguments.toArray()).succeeded();

        String name = String.join(
                " ", Stream.concat(Stream.of("thalweg"), command.stream()).toList());
        assertTrue(help.out().startsWith("Usage: " + name), help.out());
        String examples = help.out().substring(help.out().indexOf("Example"));
        assertTrue(examples.contains("  " + name + " "), help.out());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyOptionIsDescribed(List<String> command) {
        CommandLine commandLine = Main.commandLine(Map.of());
        for (String name : command) {
            commandLine = Objects.requireNonNull(commandLine.getSubcommands().get(name));
        }
        commandLine
                .getCommandSpec()
                .options()
                .forEach(option -> assertTrue(
                        String.join("", option.description()).endsWith("."),
                        () -> command + " " + option.longestName()));
    }

    static Stream<List<String>> commands() {
        List<List<String>> commands = new ArrayList<>();
        collect(List.of(), Main.commandLine(Map.of()), commands);
        return commands.stream();
    }

    private static void collect(List<String> path, CommandLine commandLine, List<List<String>> found) {
        found.add(path);
        commandLine.getSubcommands().forEach((name, subcommand) -> {
            List<String> longer = new ArrayList<>(path);
            longer.add(name);
            collect(longer, subcommand, found);
        });
    }
}
