/** From trajectories to a calibrated reference manifold. */
@NullMarked
package io.thalweg.reference.build;

import org.jspecify.annotations.NullMarked;
