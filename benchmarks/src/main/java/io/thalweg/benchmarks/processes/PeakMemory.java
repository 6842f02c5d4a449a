package io.thalweg.benchmarks.processes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Resident memory of a process as Linux counts it ({@code /proc/PID/status}), in MiB.
 *
 * @param peak the most there ever was (VmHWM): heap, JVM, libraries and the pages of mapped files
 * @param now resident now (VmRSS)
 * @param anonymous of that, what only this process has and the system cannot take back (RssAnon)
 * @param file of that, pages of files, which the system takes back when memory is short (RssFile)
 */
public record PeakMemory(long peak, long now, long anonymous, long file) {
    public static PeakMemory of(long pid) throws IOException {
        String status = Files.readString(Path.of("/proc/" + pid + "/status"));
        return new PeakMemory(
                field(status, "VmHWM"), field(status, "VmRSS"), field(status, "RssAnon"), field(status, "RssFile"));
    }

    private static long field(String status, String name) {
        return status.lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + name + " in /proc/PID/status"));
    }
}
