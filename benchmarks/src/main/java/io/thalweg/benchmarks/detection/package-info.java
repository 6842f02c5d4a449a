/** How well the detectors do on real networks, healthy and failing, beside the validation-loss rule. */
@NullMarked
package io.thalweg.benchmarks.detection;

import org.jspecify.annotations.NullMarked;
