package io.thalweg.benchmarks.kernel;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code benchmarks/kernel}: prints one table, or JSON. */
public final class KernelBenchmark {
    private KernelBenchmark() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> given = new ArrayList<>(List.of(arguments));
        boolean json = given.remove("--json");
        boolean quick = given.remove("--quick");
        if (!given.isEmpty()) {
            System.err.println("benchmarks/kernel: expected --json, --quick, or nothing; found " + given);
            System.exit(2);
        }
        try (Session session = new Session(quick)) {
            Report report = session.run();
            System.out.print(json ? new JsonMapper().writeValueAsString(report) + "\n" : table(report));
        }
    }

    private static String table(Report report) {
        StringBuilder table = new StringBuilder();
        table.append("JDK %s, %s; read bandwidth %s GB/s%n"
                .formatted(report.jdk(), report.peer(), report.readBandwidthGBs()));
        table.append(String.format(
                "%-15s %16s %9s %7s %12s %9s %7s %6s %10s %9s%n",
                "kernel",
                "N, C, m",
                "snapshots",
                "threads",
                "ms/snapshot",
                "numpy ms",
                "ratio",
                "GB/s",
                "bandwidth",
                "error"));
        for (Outcome each : report.cases()) {
            table.append(String.format(
                    Locale.ROOT,
                    "%-15s %16s %9d %7d %12.3f %9s %7s %6.1f %9.0f%% %9.1e%n",
                    each.kernel(),
                    each.shape().toString().replaceAll("[\\[\\]]", ""),
                    each.snapshots(),
                    each.threads(),
                    each.millisPerSnapshot(),
                    number(each.numpyMillisPerSnapshot(), "%.3f"),
                    number(each.ratioToNumpy(), "%.2f"),
                    each.gigabytesPerSecond(),
                    each.bandwidthShare() * 100,
                    each.maxError()));
        }
        return table.toString();
    }

    private static String number(@Nullable Double value, String format) {
        return value == null ? "-" : String.format(Locale.ROOT, format, value);
    }
}
