package io.thalweg.processor.manifold;

import io.thalweg.geometry.Calibration;
import io.thalweg.geometry.DistanceKernel;
import io.thalweg.geometry.ReferenceManifold;
import io.thalweg.processor.topology.ManifoldCatalogue;
import io.thalweg.processor.tracking.LoadedManifold;
import io.thalweg.protocol.ProbeSetId;
import io.thalweg.protocol.manifold.ManifoldFile;
import io.thalweg.protocol.manifold.ManifoldHash;
import io.thalweg.protocol.manifold.ManifoldListener;
import io.thalweg.protocol.manifold.OpenManifold;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The manifolds that are loaded: from files at the start, from the topic as they come. Of several for one probe set the one
 * that came last is measured against; when it is withdrawn, the one before. Thread-safe; {@link #forProbeSet} never waits.
 */
public final class LoadedManifolds implements ManifoldCatalogue, ManifoldListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LoadedManifolds.class);
    private static final String TOPIC = "topic";

    private final DistanceKernel.Provider kernels;
    private final double alpha;
    private final long heapBudgetBytes;
    private final InstantSource clock;
    /** In the order in which they came. */
    private final List<ManifoldEntry> entries = new ArrayList<>();
    /** Those that were withdrawn; a stream thread may still be reading their mapped files. */
    private final List<OpenManifold> retired = new ArrayList<>();

    private volatile Map<ProbeSetId, LoadedManifold> inUse = Map.of();

    /**
     * None yet.
     *
     * @param alpha the level at which it is checked that a manifold's calibration supports alarms
     * @param heapBudgetBytes what landmarks of all manifolds together may take on the heap, the rest being read from mapped
     *     files
     */
    public LoadedManifolds(DistanceKernel.Provider kernels, double alpha, long heapBudgetBytes, InstantSource clock) {
        this.kernels = kernels;
        this.alpha = alpha;
        this.heapBudgetBytes = heapBudgetBytes;
        this.clock = clock;
    }

    @Override
    public Optional<LoadedManifold> forProbeSet(ProbeSetId probeSet) {
        return Optional.ofNullable(inUse.get(probeSet));
    }

    /**
     * Loads a file.
     *
     * @throws IOException when it is not a sound manifold, in one line
     */
    public void load(Path file) throws IOException {
        add(ManifoldFile.open(file), file.toString());
    }

    @Override
    public void available(OpenManifold manifold) {
        add(manifold, TOPIC);
    }

    private synchronized void add(OpenManifold open, String source) {
        remove(open.hash());
        long heapBytes = heapBytes(open.manifold());
        ReferenceManifold manifold = heapBytes == 0 ? open.manifold() : open.manifoldOnHeap(kernels);
        LoadedManifold loaded = LoadedManifold.of(open.probeSet(), open.hash().value(), manifold, kernels);
        entries.add(new ManifoldEntry(loaded, open, source, heapBytes, clock.instant()));
        publish();
        LOG.atInfo()
                .addKeyValue("manifold", open.hash())
                .addKeyValue("probeSet", open.probeSet())
                .addKeyValue("landmarks", manifold.landmarks().size())
                .addKeyValue("samples", manifold.labels().samples())
                .addKeyValue("classes", manifold.labels().classes())
                .addKeyValue("source", source)
                .addKeyValue("heapBytes", heapBytes)
                .log("manifold loaded");
        report(loaded);
    }

    /** Says what the calibration rests on, and what it does not suffice for. */
    private void report(LoadedManifold loaded) {
        Calibration runs = loaded.calibration().calibration(true);
        Calibration siblings = loaded.kinship().calibration();
        LOG.atInfo()
                .addKeyValue("manifold", loaded.hash())
                .addKeyValue("alpha", alpha)
                .addKeyValue("referenceRuns", runs.runs())
                .addKeyValue("configurations", runs.configurations())
                .addKeyValue("smallestAlpha", runs.smallestAlpha())
                .addKeyValue("threshold", loaded.calibration().threshold(alpha, true))
                .addKeyValue("familiarityRuns", siblings.runs())
                .addKeyValue("familiarityBoundary", loaded.kinship().boundary(alpha))
                .log("calibrated on the reference runs");
        if (loaded.calibration().threshold(alpha, true).isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("manifold", loaded.hash())
                    .addKeyValue("alpha", alpha)
                    .addKeyValue("smallestAlpha", runs.smallestAlpha())
                    .addKeyValue("referenceRuns", runs.runs())
                    .log("too few reference runs for this alpha: no alarms but NON_FINITE and SILENT can be raised");
        }
        if (loaded.kinship().boundary(alpha).isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("manifold", loaded.hash())
                    .addKeyValue("alpha", alpha)
                    .addKeyValue("smallestAlpha", siblings.smallestAlpha())
                    .addKeyValue("runsWithSiblings", siblings.runs())
                    .log(
                            "too few reference runs with siblings for this alpha: no run is called familiar or unfamiliar");
        }
    }

    /** What the landmarks would take on the heap, if that is within the budget; otherwise 0. */
    private long heapBytes(ReferenceManifold manifold) {
        long wanted = kernels.heapBytes(
                manifold.labels().samples(),
                manifold.labels().classes(),
                manifold.landmarks().size());
        long used = entries.stream().mapToLong(ManifoldEntry::heapBytes).sum();
        return used + wanted <= heapBudgetBytes ? wanted : 0;
    }

    @Override
    public synchronized void withdrawn(ManifoldHash hash) {
        boolean local = entries.stream()
                .anyMatch(entry -> entry.hash().equals(hash) && !entry.source().equals(TOPIC));
        if (!local) {
            remove(hash);
            publish();
            LOG.atInfo().addKeyValue("manifold", hash).log("manifold withdrawn");
        }
    }

    private void remove(ManifoldHash hash) {
        for (ManifoldEntry entry : List.copyOf(entries)) {
            if (entry.hash().equals(hash)) {
                entries.remove(entry);
                retired.add(entry.open());
            }
        }
    }

    private void publish() {
        Map<ProbeSetId, LoadedManifold> latest = new HashMap<>();
        entries.forEach(entry -> latest.put(entry.loaded().probeSet(), entry.loaded()));
        inUse = Map.copyOf(latest);
    }

    @Override
    public void rejected(String key, String reason) {
        LOG.atWarn().addKeyValue("key", key).addKeyValue("reason", reason).log("not a manifold");
    }

    @Override
    public void waiting(String reason) {
        LOG.atInfo().addKeyValue("reason", reason).log("waiting for the topic of manifolds");
    }

    /** All that are loaded, in the order in which they came. */
    public synchronized List<ManifoldEntry> all() {
        return List.copyOf(entries);
    }

    public int size() {
        return all().size();
    }

    /** Gives the files up; nothing may be measured any more. */
    @Override
    public synchronized void close() {
        inUse = Map.of();
        entries.forEach(entry -> entry.open().close());
        retired.forEach(OpenManifold::close);
        entries.clear();
        retired.clear();
    }
}
