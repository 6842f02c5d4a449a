/** The form of the log: text for people, JSON for machines. */
@NullMarked
package io.thalweg.processor.logging;

import org.jspecify.annotations.NullMarked;
