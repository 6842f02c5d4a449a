package io.thalweg.benchmarks.kernel;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.thalweg.benchmarks.processes.Bar;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code benchmarks/kernel}: prints one table and which bars were met, or JSON. */
public final class KernelBenchmark {
    private KernelBenchmark() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> given = new ArrayList<>(List.of(arguments));
        boolean json = given.remove("--json");
        boolean quick = given.remove("--quick");
        boolean check = given.remove("--check");
        if (!given.isEmpty()) {
            System.err.println(
                    "benchmarks/kernel: expected --json, --quick, --check, --jmh or nothing; found " + given);
            System.exit(2);
        }
        try (Session session = new Session(quick)) {
            Report report = session.run();
            List<Bar> bars = Bars.of(report.cases());
            System.out.print(json ? new JsonMapper().writeValueAsString(report) + "\n" : table(report, bars));
            if (check && !bars.stream().allMatch(Bar::met)) {
                System.exit(1);
            }
        }
    }

    private static String table(Report report, List<Bar> bars) {
        boolean compared = report.cases().stream().anyMatch(each -> each.ratioToNumpy() != null);
        StringBuilder table = new StringBuilder();
        table.append("JDK %s, %s%n".formatted(report.jdk(), report.circumstances()));
        report.readBandwidthGBs()
                .forEach((threads, speed) -> table.append(
                        String.format(Locale.ROOT, "read bandwidth with %s thread(s) %.1f GB/s%n", threads, speed)));
        table.append(row(
                compared,
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
            table.append(row(
                    compared,
                    each.kernel(),
                    each.shape(),
                    each.snapshots(),
                    each.threads(),
                    number(each.millisPerSnapshot(), "%.3f"),
                    number(each.numpyMillisPerSnapshot(), "%.3f"),
                    number(each.ratioToNumpy(), "%.2f"),
                    number(each.gigabytesPerSecond(), "%.1f"),
                    number(each.bandwidthShare() * 100, "%.0f%%"),
                    number(each.maxError(), "%.1e")));
        }
        bars.forEach(bar -> table.append(bar).append(System.lineSeparator()));
        return table.toString();
    }

    private static String row(boolean compared, Object... cells) {
        String numpy = compared ? "%6$9s %7$6s " : "";
        return String.format(Locale.ROOT, "%1$-15s %2$16s %3$9s %4$7s %5$12s " + numpy + "%8$6s %9$9s %10$9s%n", cells);
    }

    private static String number(@Nullable Double value, String format) {
        return value == null ? "-" : String.format(Locale.ROOT, format, value);
    }
}
