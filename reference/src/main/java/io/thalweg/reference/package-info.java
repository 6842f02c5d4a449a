/** Builds and calibrates a reference manifold from the trajectories of finished runs. */
@NullMarked
package io.thalweg.reference;

import org.jspecify.annotations.NullMarked;
