package io.thalweg.reference.evaluate;

import io.thalweg.geometry.ReferenceManifold;
import io.thalweg.reference.trajectory.RecordedRun;
import java.util.List;

/**
 * A manifold and the runs that are evaluated against it.
 *
 * @param number from 0
 * @param manifold the manifold
 * @param runs the runs
 */
record Fold(int number, ReferenceManifold manifold, List<RecordedRun> runs) {}
