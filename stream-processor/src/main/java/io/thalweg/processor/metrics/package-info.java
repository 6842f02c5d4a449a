/** What Prometheus scrapes. */
@NullMarked
package io.thalweg.processor.metrics;

import org.jspecify.annotations.NullMarked;
