package io.thalweg.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A tree with the real launcher and nothing else real: scripts play java, javac and Maven, and the search path holds
 * just the one program that the launcher calls, so that no Java of this machine is seen.
 */
record LauncherSandbox(Path root) {
    /** What a run of the launcher gave. */
    record Outcome(int exitCode, String out, String err) {}

    private static final String FAKE_JAVA = """
            #!/bin/sh
            case "$*" in *-version*)
                echo 'Picked up JAVA_TOOL_OPTIONS: none' >&2
                echo 'openjdk version "@VERSION@" 2025-04-15' >&2
                echo '    java.home = @HOME@' >&2
                exit 0
            esac
            echo "$0"
            for argument in "$@"; do echo "$argument"; done
            exit "${FAKE_EXIT_CODE:-0}"
            """;
    private static final String FAKE_MAVEN = """
            #!/bin/sh
            echo "mvnw with $JAVA_HOME: $*"
            [ "${FAKE_BUILD_EXIT_CODE:-0}" = 0 ] || exit 1
            : > cli/target/dist/lib/thalweg-cli.jar
            """;

    static LauncherSandbox unpack(Path folder) throws IOException {
        LauncherSandbox sandbox =
                new LauncherSandbox(Files.createDirectories(folder).toRealPath());
        Files.createDirectories(sandbox.jar().getParent());
        Files.createDirectories(sandbox.jdks());
        Files.copy(Path.of("..", "thalweg"), sandbox.root.resolve("thalweg"));
        script(sandbox.root.resolve("mvnw"), FAKE_MAVEN);
        Path programs = Files.createDirectories(sandbox.programs());
        script(programs.resolve("readlink"), "#!/bin/sh\nPATH=/usr/bin:/bin exec readlink \"$@\"\n");
        return sandbox;
    }

    void build() throws IOException {
        Files.writeString(jar(), "");
    }

    /** Installs a pretended JDK and returns its folder. */
    Path addJdk(String name, String version) throws IOException {
        Path home = jdks().resolve(name);
        Path bin = Files.createDirectories(home.resolve("bin"));
        script(bin.resolve("javac"), "#!/bin/sh\n");
        script(bin.resolve("java"), FAKE_JAVA.replace("@VERSION@", version).replace("@HOME@", home.toString()));
        return home;
    }

    Path jdks() {
        return root.resolve("jdks of this machine");
    }

    Path jar() {
        return root.resolve("cli/target/dist/lib/thalweg-cli.jar");
    }

    private Path programs() {
        return root.resolve("programs");
    }

    Outcome run(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        return runScript(jdks(), root.resolve("thalweg").toString(), environment, arguments);
    }

    Outcome runScript(Path folder, String script, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("/bin/sh", script));
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile(root, "out", "");
        Path err = Files.createTempFile(root, "err", "");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", programs().toString());
        builder.environment().put("THALWEG_JDKS", jdks().toString());
        builder.environment().putAll(environment);
        int exitCode = builder.start().waitFor();
        return new Outcome(exitCode, Files.readString(out, UTF_8), Files.readString(err, UTF_8));
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
