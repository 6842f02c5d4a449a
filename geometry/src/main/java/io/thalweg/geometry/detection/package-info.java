/**
 * Whether a run is still healthy: detectors, calibrated together on the reference runs so that one level alpha holds for
 * a run's whole life. Pure: fed snapshot by snapshot, by the live processor and by the evaluation alike.
 */
@NullMarked
package io.thalweg.geometry.detection;

import org.jspecify.annotations.NullMarked;
