/** A single-node Kafka broker for the demo and the tests. */
@NullMarked
package io.thalweg.broker;

import org.jspecify.annotations.NullMarked;
