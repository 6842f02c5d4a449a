package io.thalweg.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One use of the command line, and what its user sees. */
record Invocation(int exitCode, String out, String err) {
    static Invocation of(Object... arguments) {
        return in(Map.of(), arguments);
    }

    /** With these variables in its environment. */
    static Invocation in(Map<String, String> environment, Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Main.commandLine(environment)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(Stream.of(arguments).map(Object::toString).toArray(String[]::new));
        return new Invocation(exitCode, out.toString(), err.toString());
    }

    /** Done, with exit code 0. */
    Invocation succeeded() {
        assertEquals(0, exitCode, err);
        return this;
    }

    /** Failed with this exit code, in one line that holds all of these phrases. */
    Invocation failed(int expectedCode, String... phrases) {
        assertEquals(expectedCode, exitCode, out + err);
        String problem = err.lines().reduce("", (before, line) -> line);
        for (String phrase : phrases) {
            assertTrue(problem.contains(phrase), () -> "expected \"" + phrase + "\" in: " + err);
        }
        assertFalse(err.contains("\tat "), err);
        return this;
    }

    JsonNode json() {
        return jsonLines().get(0);
    }

    List<JsonNode> jsonLines() {
        ObjectMapper mapper = new ObjectMapper();
        List<JsonNode> lines = new ArrayList<>();
        for (String line : out.lines().toList()) {
            try {
                lines.add(mapper.readTree(line));
            } catch (JsonProcessingException e) {
                throw new AssertionError("not JSON: " + line, e);
            }
        }
        return lines;
    }
}
