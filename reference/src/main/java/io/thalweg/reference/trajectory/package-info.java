/** Folders of recorded trajectories, read and checked. */
@NullMarked
package io.thalweg.reference.trajectory;

import org.jspecify.annotations.NullMarked;
