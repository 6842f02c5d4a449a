/**
 * The Kafka Streams topology: takes run records and chunks of snapshots, folds them onto the reference manifold, follows
 * the runs, writes metrics, decisions and dead letters. Adapts only; what a run's figures mean is in
 * {@link io.thalweg.processor.tracking}.
 */
@NullMarked
package io.thalweg.processor.topology;

import org.jspecify.annotations.NullMarked;
