/** Distances, projection and progress in prediction space: plain Java, no I/O, no Kafka, no logging. */
@NullMarked
package io.thalweg.geometry;

import org.jspecify.annotations.NullMarked;
