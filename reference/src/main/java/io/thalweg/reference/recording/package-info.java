/** From the snapshots topic to a folder of trajectories. */
@NullMarked
package io.thalweg.reference.recording;

import org.jspecify.annotations.NullMarked;
