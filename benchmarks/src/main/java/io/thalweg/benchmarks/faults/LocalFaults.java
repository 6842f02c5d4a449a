package io.thalweg.benchmarks.faults;

import io.thalweg.benchmarks.ScratchFolder;
import io.thalweg.benchmarks.processes.JavaLaunch;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** Faults of what one processor stands on: its disk, its clock, its manifold. */
final class LocalFaults {
    private static final int DISK_MEGABYTES = 12;
    private static final Duration CLOCK_WAIT = Duration.ofSeconds(6);

    private final Equipment equipment;

    LocalFaults(Equipment equipment) {
        this.equipment = equipment;
    }

    static void loseState(Stage stage) throws IOException, InterruptedException, ExecutionException {
        Installation installation = stage.installation();
        stage.fault("kill and restart without state", () -> {
            installation.replica("two").process().kill();
            ScratchFolder.delete(installation.state("two"));
            installation.begin("two", Installation.launch());
        });
        installation.replica("two").awaitReady();
        stage.rest();
    }

    /** The disk has room for one manifold and not for two. */
    void fillDisk(Stage stage) throws IOException, InterruptedException, ExecutionException {
        Installation installation = stage.installation();
        Path disk = Files.createDirectories(installation.state("two"));
        Command.run("mount", "-t", "tmpfs", "-o", "size=" + DISK_MEGABYTES + "m", "none", disk.toString());
        try {
            stage.fault("second replica", () -> installation.start("two"));
            Path filler = disk.resolve("filler");
            fill(filler);
            stage.fault("new manifold, disk full", () -> installation.publish(equipment.second()));
            stage.rest();
            stage.note("manifolds of figures meanwhile: " + manifolds(stage));
            stage.fault("restart, disk full", () -> {
                installation.replica("two").process().kill();
                installation.begin("two", Installation.launch());
            });
            stage.rest(Duration.ofSeconds(10));
            stage.note("the replica " + (installation.replica("two").process().isAlive() ? "runs" : "has ended")
                    + " while its disk is full");
            stage.fault("room again", () -> {
                Files.delete(filler);
                installation.replica("two").process().kill();
                installation.begin("two", Installation.launch());
            });
            installation.replica("two").awaitReady();
            stage.rest();
            stage.note("manifolds of figures in the end: " + manifolds(stage));
        } finally {
            installation.replica("two").process().kill();
            Command.run("umount", disk.toString());
        }
    }

    private static void fill(Path file) throws IOException {
        byte[] block = new byte[1 << 12];
        try (OutputStream out = Files.newOutputStream(file)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            // Full, which is what is wanted.
            if (Files.size(file) == 0) {
                throw e;
            }
        }
    }

    private static long manifolds(Stage stage) {
        List<Arrivals.Metrics> all = stage.arrivals().metrics();
        return all.subList(Math.max(0, all.size() - 100), all.size()).stream()
                .map(Arrivals.Metrics::manifold)
                .distinct()
                .count();
    }

    /** The only processor is under a clock of its own, read from a file whenever the time is asked for. */
    void jumpClock(Stage stage) throws IOException, InterruptedException, ExecutionException {
        Installation installation = stage.installation();
        Path folder = Files.createDirectories(installation.state("two"));
        Path clock = Files.writeString(folder.resolveSibling("clock"), "+0");
        JavaLaunch launch = Installation.launch()
                .in(List.of(
                        "env",
                        "LD_PRELOAD=" + equipment.clockLibrary().orElseThrow(),
                        "FAKETIME_TIMESTAMP_FILE=" + clock,
                        "FAKETIME_CACHE_DURATION=1",
                        // Releases that heed these leave waits alone; with Debian 12's the JVM's threads spin all the
                        // same.
                        "FAKETIME_DONT_FAKE_MONOTONIC=1",
                        "FAKETIME_FORCE_MONOTONIC_FIX=1",
                        "FAKETIME_DONT_RESET=1"));
        stage.fault("a processor with a clock of its own", () -> {
            installation.begin("two", launch);
            installation.replica("two").awaitReady();
            installation.stop("one");
        });
        stage.rest();
        for (String error : List.of("+3600", "+0")) {
            stage.fault("clock at " + error + " s", () -> {
                Files.writeString(clock, error);
                stage.rest(CLOCK_WAIT);
            });
            stage.rest();
        }
    }

    void swapManifold(Stage stage) throws IOException, InterruptedException, ExecutionException {
        for (Path manifold : List.of(equipment.second(), equipment.manifold())) {
            String before = last(stage);
            stage.fault("published", () -> stage.installation().publish(manifold));
            stage.await("figures by the other manifold", () -> !last(stage).equals(before));
            stage.rest();
            stage.note(
                    manifolds(stage) + " manifold in use after " + stage.calm().toSeconds() + " s");
        }
    }

    private static String last(Stage stage) {
        List<Arrivals.Metrics> all = stage.arrivals().metrics();
        return all.get(all.size() - 1).manifold();
    }
}
