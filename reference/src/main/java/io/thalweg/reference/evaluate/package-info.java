/** How well the detectors do on recorded runs, beside the rule that people use today. */
@NullMarked
package io.thalweg.reference.evaluate;

import org.jspecify.annotations.NullMarked;
