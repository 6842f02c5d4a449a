/** What is known about a run and what follows from its next snapshot: figures, alarms, advice. Pure: no Kafka, no clock. */
@NullMarked
package io.thalweg.processor.tracking;

import org.jspecify.annotations.NullMarked;
