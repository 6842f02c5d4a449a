/** The reference manifold on disk (safetensors, memory-mapped) and on the compacted topic {@code thalweg.manifolds}. */
@NullMarked
package io.thalweg.protocol.manifold;

import org.jspecify.annotations.NullMarked;
