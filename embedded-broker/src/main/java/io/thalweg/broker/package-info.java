/** Kafka brokers for the demo and the tests: one in this JVM, or one or several in processes of their own. */
@NullMarked
package io.thalweg.broker;

import org.jspecify.annotations.NullMarked;
