package io.thalweg.protocol.manifold;

import io.thalweg.protocol.Expect;
import io.thalweg.protocol.ProbeSetId;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a manifold comes from.
 *
 * @param probeSet the samples it was built on
 * @param software what built it, e.g. {@code thalweg 0.1.0}
 * @param facts anything else worth keeping (seed, how landmarks were chosen, source, runs left out and why); sorted by
 *     key. The file is the same, byte for byte, as long as these are: a time of day in here makes every build another.
 */
public record ManifoldProvenance(ProbeSetId probeSet, String software, Map<String, String> facts) {
    public ManifoldProvenance {
        Expect.that(!software.isBlank(), "software", software, "what built the manifold");
        facts = Collections.unmodifiableMap(new TreeMap<>(facts));
    }

    /** Without further facts. */
    public static ManifoldProvenance of(ProbeSetId probeSet, String software) {
        return new ManifoldProvenance(probeSet, software, Map.of());
    }
}
