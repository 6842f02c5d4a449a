package io.thalweg.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The launcher script in a tree of its own, with scripts that play java and Maven. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a shell script")
class LauncherTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path scratch;

    private LauncherSandbox sandbox = new LauncherSandbox(Path.of(""));

    @BeforeEach
    void unpack() throws IOException {
        sandbox = LauncherSandbox.unpack(scratch.resolve("a tree"));
    }

    @Test
    void withoutJavaItSaysWhereItLooked() throws Exception {
        sandbox.build();

        LauncherSandbox.Outcome outcome = sandbox.run(Map.of());

        assertEquals(
                new LauncherSandbox.Outcome(
                        1,
                        "",
                        "thalweg: no suitable JDK: found none, needs 17 or later; looked at JAVA_HOME=, PATH, "
                                + sandbox.jdks() + " (THALWEG_JAVA names one)\n"),
                outcome);
    }

    @ParameterizedTest
    @CsvSource({"1.8.0_392, 8", "11.0.21, 11", "16-ea, 16"})
    void olderJavaIsNamedWithItsRelease(String version, String release) throws Exception {
        sandbox.build();
        Path old = sandbox.addJdk("old", version);

        LauncherSandbox.Outcome outcome = sandbox.run(Map.of());

        assertEquals(1, outcome.exitCode());
        assertEquals(1, outcome.err().lines().count());
        assertTrue(
                outcome.err().contains("found " + release + " (" + old + "/bin/java), needs 17 or later"),
                outcome.err());
    }

    @Test
    void olderJavaIsPassedOverForALaterOne() throws Exception {
        sandbox.build();
        Path old = sandbox.addJdk("a", "11.0.21");
        Path recent = sandbox.addJdk("b", "21.0.2");

        LauncherSandbox.Outcome outcome = sandbox.run(Map.of("JAVA_HOME", old.toString()));

        assertTrue(outcome.out().startsWith(recent + "/bin/java\n"), outcome.toString());
    }

    @Test
    void javaThatIsNamedIsTheOnlyOneConsidered() throws Exception {
        sandbox.build();
        Path old = sandbox.addJdk("a", "11.0.21");
        sandbox.addJdk("b", "21.0.2");

        LauncherSandbox.Outcome outcome = sandbox.run(Map.of("THALWEG_JAVA", old + "/bin/java"));

        assertEquals(1, outcome.exitCode());
        assertTrue(outcome.err().contains("looked at THALWEG_JAVA=" + old + "/bin/java"), outcome.err());
    }

    @Test
    void argumentsArriveAsTheyWere() throws Exception {
        sandbox.build();
        sandbox.addJdk("jdk", "17.0.15");

        LauncherSandbox.Outcome outcome = sandbox.run(Map.of(), "project", "a b", "", "*", "--x=$y");

        List<String> lines = outcome.out().lines().toList();
        assertEquals(
                List.of("io.thalweg.cli.Main", "project", "a b", "", "*", "--x=$y"),
                lines.subList(lines.indexOf("io.thalweg.cli.Main"), lines.size()));
    }

    @Test
    void symbolicLinkFromElsewhereRunsTheTreesOwnJar() throws Exception {
        sandbox.build();
        sandbox.addJdk("jdk", "17.0.15");
        Path elsewhere = Files.createDirectories(scratch.resolve("else where"));
        Path link = Files.createSymbolicLink(elsewhere.resolve("link"), Path.of("../a tree/thalweg"));
        Path linkToLink = Files.createSymbolicLink(elsewhere.resolve("tw"), link.getFileName());

        LauncherSandbox.Outcome outcome = sandbox.runScript(elsewhere, linkToLink.toString(), Map.of());

        assertTrue(outcome.out().contains("\n" + sandbox.jar() + "\n"), outcome.toString());
    }

    @Test
    void scriptNamedWithoutItsFolderFindsItself() throws Exception {
        sandbox.build();
        sandbox.addJdk("jdk", "17.0.15");

        LauncherSandbox.Outcome outcome = sandbox.runScript(sandbox.root(), "thalweg", Map.of());

        assertTrue(outcome.out().contains("\n" + sandbox.jar() + "\n"), outcome.toString());
    }

    @Test
    void exitCodeIsTheCommands() throws Exception {
        sandbox.build();
        sandbox.addJdk("jdk", "17.0.15");

        assertEquals(2, sandbox.run(Map.of("FAKE_EXIT_CODE", "2")).exitCode());
    }

    @Test
    void nothingBuiltIsBuiltFirstAndSaidSo() throws Exception {
        Path jdk = sandbox.addJdk("jdk", "17.0.15");

        LauncherSandbox.Outcome outcome = sandbox.run(Map.of());

        assertEquals(0, outcome.exitCode());
        assertTrue(outcome.err().startsWith("thalweg: nothing is built yet; building with ./mvnw package"));
        assertTrue(outcome.err().contains("mvnw with " + jdk + ": -q -B"), outcome.err());
        assertTrue(Files.exists(sandbox.jar()));
    }

    @Test
    void builtTreeIsNotBuiltAgain() throws Exception {
        sandbox.build();
        sandbox.addJdk("jdk", "17.0.15");

        assertEquals("", sandbox.run(Map.of()).err());
    }

    @Test
    void buildNeedsACompiler() throws Exception {
        Path jre = sandbox.addJdk("jre", "17.0.15");
        Files.delete(jre.resolve("bin/javac"));

        LauncherSandbox.Outcome outcome = sandbox.run(Map.of());

        assertEquals(1, outcome.exitCode());
        assertTrue(outcome.err().contains("found 17 without a compiler (" + jre + "/bin/java)"), outcome.err());
    }

    @Test
    void failedBuildEndsItAll() throws Exception {
        sandbox.addJdk("jdk", "17.0.15");

        LauncherSandbox.Outcome outcome = sandbox.run(Map.of("FAKE_BUILD_EXIT_CODE", "1"));

        assertEquals(1, outcome.exitCode());
        assertEquals("", outcome.out());
        assertTrue(outcome.err().contains("thalweg: the build failed"), outcome.err());
    }

    @ParameterizedTest
    @CsvSource({"17.0.15, false, false", "22, true, false", "25.0.3, true, true"})
    void flagsAreThoseTheReleaseKnows(String version, boolean nativeAccess, boolean unsafe) throws Exception {
        sandbox.build();
        sandbox.addJdk("jdk", version);

        List<String> flags = sandbox.run(Map.of()).out().lines().toList();

        assertEquals(nativeAccess, flags.contains("--enable-native-access=ALL-UNNAMED"));
        assertEquals(unsafe, flags.contains("--sun-misc-unsafe-memory-access=allow"));
    }

    @Test
    void heapAndCollectorCanBeChosen() throws Exception {
        sandbox.build();
        sandbox.addJdk("jdk", "17.0.15");

        List<String> flags = sandbox.run(Map.of("THALWEG_HEAP", "512m", "THALWEG_OPTS", "-Xlog:gc -XX:+UseZGC"))
                .out()
                .lines()
                .toList();

        assertTrue(flags.containsAll(List.of("-Xmx512m", "-Xlog:gc", "-XX:+UseZGC")), flags.toString());
        assertFalse(flags.contains("-XX:+UseSerialGC"), flags.toString());
    }

    @Test
    void halfOfTheServicesHeapIsYoung() throws Exception {
        sandbox.build();
        sandbox.addJdk("jdk", "17.0.15");

        assertTrue(sandbox.run(Map.of(), "serve").out().contains("-XX:NewRatio=1"));
        assertFalse(sandbox.run(Map.of(), "reference").out().contains("-XX:NewRatio"));
        assertFalse(sandbox.run(Map.of("THALWEG_OPTS", "-XX:+UseZGC"), "serve")
                .out()
                .contains("-XX:NewRatio"));
    }
}
