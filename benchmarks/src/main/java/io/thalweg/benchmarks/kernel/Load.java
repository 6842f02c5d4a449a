package io.thalweg.benchmarks.kernel;

import java.lang.management.ManagementFactory;
import java.util.Locale;

/** How busy the machine is, to be read beside the figures. */
final class Load {
    private Load() {}

    static String now() {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return load < 0 ? "unknown" : String.format(Locale.ROOT, "%.1f", load);
    }
}
