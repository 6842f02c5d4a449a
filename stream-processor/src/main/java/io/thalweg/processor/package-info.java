/** The stream processor: configuration, life cycle, main class. */
@NullMarked
package io.thalweg.processor;

import org.jspecify.annotations.NullMarked;
