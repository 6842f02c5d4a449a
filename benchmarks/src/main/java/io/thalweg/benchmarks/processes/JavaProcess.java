package io.thalweg.benchmarks.processes;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A class of this class path in a JVM of its own, with the launcher's collector, generations, pages and modules. Its output goes to a file. */
public final class JavaProcess implements AutoCloseable {
    private static final long STOP_SECONDS = 30;

    private final Process process;
    private final String name;

    private JavaProcess(Process process, String name) {
        this.process = process;
        this.name = name;
    }

    public static JavaProcess start(Path folder, List<String> options, Class<?> main, List<String> arguments)
            throws IOException {
        return start(folder, JavaLaunch.here(options), main, arguments);
    }

    public static JavaProcess start(Path folder, JavaLaunch launch, Class<?> main, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>(launch.wrapper());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:NewRatio=1", "-XX:SurvivorRatio=2"));
        command.add("-XX:+UseTransparentHugePages");
        command.add("-XX:+ExitOnOutOfMemoryError");
        command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
        command.addAll(launch.options());
        command.addAll(List.of("-cp", launch.classPath(), main.getName()));
        command.addAll(arguments);
        Path log = folder.resolve(main.getSimpleName() + ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        return new JavaProcess(process, main.getName());
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** The memory of the process, which must be alive. */
    public PeakMemory memory() throws IOException {
        if (!process.isAlive()) {
            throw new IOException(name + " ended with exit code " + process.exitValue());
        }
        return PeakMemory.of(process.pid());
    }

    /** Processor time of all its threads so far; it must be alive. */
    public Duration processorTime() throws IOException {
        return process.info()
                .totalCpuDuration()
                .orElseThrow(() -> new IOException(name + " has ended, or its processor time is not known here"));
    }

    /** Waits until it ends by itself. */
    public void await() throws IOException, InterruptedException {
        int exit = process.waitFor();
        if (exit != 0) {
            throw new IOException(name + " ended with exit code " + exit);
        }
    }

    /** Asks it to stop, which closes transactions that others would have to wait for, and kills it if it takes too long. */
    public void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    public long pid() {
        return process.pid();
    }

    /** Kills it at once (SIGKILL) and waits until it is gone. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
