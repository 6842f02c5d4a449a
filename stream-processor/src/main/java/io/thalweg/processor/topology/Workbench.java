package io.thalweg.processor.topology;

import io.thalweg.geometry.SnapshotAccumulator;
import io.thalweg.geometry.SnapshotSums;
import io.thalweg.processor.tracking.LoadedManifold;
import io.thalweg.protocol.ProbeSetId;
import io.thalweg.protocol.chunk.ChunkHeader;
import io.thalweg.protocol.chunk.ChunkPayload;
import io.thalweg.protocol.chunk.PayloadCheck;
import java.util.HashMap;
import java.util.Map;

/** The scratch space of one task, used again for every chunk: the decoded amplitudes and, for each manifold, two sums. */
final class Workbench {
    private final Map<ProbeSetId, Place> places = new HashMap<>();
    private float[] amplitudes = new float[0];

    /** Decodes a chunk's amplitudes onto the bench. */
    PayloadCheck decode(ChunkPayload payload) {
        if (amplitudes.length < payload.values()) {
            amplitudes = new float[payload.values()];
        }
        return payload.amplitudes(amplitudes);
    }

    /** Folds the chunk that was decoded last. The sums are good until the next call. */
    SnapshotSums fold(ChunkHeader header, LoadedManifold manifold) {
        Place place = place(manifold);
        place.chunk.clear();
        place.accumulator.add(amplitudes, header.firstSample(), header.sampleCount(), place.chunk);
        return place.chunk;
    }

    /** Empty sums for a whole snapshot. They are good until the next call. */
    SnapshotSums whole(LoadedManifold manifold) {
        SnapshotSums whole = place(manifold).whole;
        whole.clear();
        return whole;
    }

    private Place place(LoadedManifold manifold) {
        Place place = places.get(manifold.probeSet());
        if (place == null || !place.manifold.equals(manifold)) {
            place = new Place(manifold);
            places.put(manifold.probeSet(), place);
        }
        return place;
    }

    private static final class Place {
        private final LoadedManifold manifold;
        private final SnapshotAccumulator accumulator;
        private final SnapshotSums chunk;
        private final SnapshotSums whole;

        Place(LoadedManifold manifold) {
            this.manifold = manifold;
            this.accumulator = manifold.newAccumulator();
            this.chunk = accumulator.newSums();
            this.whole = accumulator.newSums();
        }
    }
}
