/** Runs that publish themselves while they train, as the demo shows them. */
@NullMarked
package io.thalweg.trainers.live;

import org.jspecify.annotations.NullMarked;
