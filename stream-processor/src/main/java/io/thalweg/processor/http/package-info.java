/** The HTTP server: metrics, health, runs, manifolds, events and the page. */
@NullMarked
package io.thalweg.processor.http;

import org.jspecify.annotations.NullMarked;
