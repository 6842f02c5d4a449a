package io.thalweg.benchmarks.faults;

import io.thalweg.benchmarks.faults.FaultScenario.Need;
import io.thalweg.geometry.DistanceKernels;
import io.thalweg.processor.tracking.LoadedManifold;
import io.thalweg.protocol.manifold.ManifoldFile;
import io.thalweg.protocol.manifold.ManifoldProvenance;
import io.thalweg.protocol.manifold.OpenManifold;
import io.thalweg.trainers.data.DataSet;
import io.thalweg.trainers.data.Digits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What faults are made with.
 *
 * @param data the digits
 * @param plans runs on them
 * @param manifold the bundled one
 * @param second the same with another hash
 * @param soak how long the soak takes, in seconds
 * @param oldRelease the class path of an earlier release
 * @param clockLibrary libfaketime
 */
record Equipment(
        DataSet data,
        List<PlannedRun> plans,
        Path manifold,
        Path second,
        int soak,
        Optional<String> oldRelease,
        Optional<Path> clockLibrary) {
    Equipment {
        plans = List.copyOf(plans);
    }

    static Equipment gather(Path folder, int soak, Optional<Path> oldJars) throws IOException {
        DataSet data = Digits.load();
        Path manifold = folder.resolve("digits" + ManifoldFile.SUFFIX);
        Path second = folder.resolve("second" + ManifoldFile.SUFFIX);
        try (InputStream bundled = Digits.referenceManifold()) {
            Files.copy(bundled, manifold);
        }
        try (OpenManifold open = ManifoldFile.open(manifold)) {
            ManifoldProvenance another =
                    new ManifoldProvenance(open.probeSet(), "benchmarks/faults", Map.of("copy", "second"));
            ManifoldFile.write(second, open.manifold(), another, open.precision());
            LoadedManifold loaded = LoadedManifold.of(
                    open.probeSet(), open.hash().value(), open.manifoldOnHeap(DistanceKernels.plainRows()));
            return new Equipment(
                    data,
                    PlannedRun.plan(data, loaded),
                    manifold,
                    second,
                    soak,
                    oldJars.map(jars -> jars.resolve("*").toString()),
                    findClockLibrary());
        }
    }

    private static Optional<Path> findClockLibrary() throws IOException {
        Path libraries = Path.of("/usr/lib");
        if (!Files.isDirectory(libraries)) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(libraries)) {
            for (Path each : folders) {
                Path library = each.resolve("faketime/libfaketimeMT.so.1");
                if (Files.exists(library)) {
                    return Optional.of(library);
                }
            }
        }
        return Optional.empty();
    }

    /** Why a scenario cannot be tried here, if it cannot. */
    Optional<String> lacksFor(Need need) {
        return switch (need) {
            case NOTHING -> Optional.empty();
            case NETWORK, SMALL_DISK ->
                Network.possible()
                        ? Optional.empty()
                        : Optional.of("no user, network and mount namespaces for us here, or no ip (iproute2)");
            case CLOCK ->
                clockLibrary.isPresent() ? Optional.empty() : Optional.of("libfaketime is not installed (faketime)");
            case OLD_RELEASE ->
                oldRelease.isPresent() ? Optional.empty() : Optional.of("no earlier release was named with --old");
        };
    }
}
