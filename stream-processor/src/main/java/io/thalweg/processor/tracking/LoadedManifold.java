package io.thalweg.processor.tracking;

import io.thalweg.geometry.DistanceKernel;
import io.thalweg.geometry.DistanceKernels;
import io.thalweg.geometry.ReferenceManifold;
import io.thalweg.geometry.SnapshotAccumulator;
import io.thalweg.geometry.detection.DetectorSettings;
import io.thalweg.geometry.detection.JointCalibration;
import io.thalweg.geometry.detection.Kinship;
import io.thalweg.protocol.ProbeSetId;

/**
 * A reference manifold that is ready to measure against.
 *
 * @param probeSet the samples that it was built on
 * @param hash its content hash, {@code sha256:...}: every record measured against it names it
 * @param manifold the manifold
 * @param calibration of all detectors, from its reference runs; made once, since it replays them all
 * @param kinship which runs are like its configurations; made once, since it reads all landmarks
 * @param kernels which kernel folds snapshots
 */
public record LoadedManifold(
        ProbeSetId probeSet,
        String hash,
        ReferenceManifold manifold,
        JointCalibration calibration,
        Kinship kinship,
        DistanceKernel.Provider kernels) {

    /** A manifold with its own calibration and the plain kernel. */
    public static LoadedManifold of(ProbeSetId probeSet, String hash, ReferenceManifold manifold) {
        return of(probeSet, hash, manifold, DistanceKernels.plainRows());
    }

    /** A manifold with its own calibration. */
    public static LoadedManifold of(
            ProbeSetId probeSet, String hash, ReferenceManifold manifold, DistanceKernel.Provider kernels) {
        JointCalibration calibration = JointCalibration.of(manifold.runs(), DetectorSettings.defaults());
        return new LoadedManifold(probeSet, hash, manifold, calibration, Kinship.of(manifold, calibration), kernels);
    }

    /** A fold for snapshots of this probe set: one a thread. */
    public SnapshotAccumulator newAccumulator() {
        return manifold.accumulator(kernels);
    }

    /** Number of samples of the probe set, N. */
    public int samples() {
        return manifold.labels().samples();
    }

    /** Number of classes, C. */
    public int classes() {
        return manifold.labels().classes();
    }
}
