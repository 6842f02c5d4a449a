package io.thalweg.reference.build;

import io.thalweg.geometry.ReferenceManifold;
import java.util.List;
import java.util.Map;

/**
 * What a build gives.
 *
 * @param manifold the manifold
 * @param seconds how long each phase took, by name, in order
 * @param findings sentences about the input that its owner should read
 */
public record BuiltReference(ReferenceManifold manifold, Map<String, Double> seconds, List<String> findings) {
    public BuiltReference {
        findings = List.copyOf(findings);
    }
}
