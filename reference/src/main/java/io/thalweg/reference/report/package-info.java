/** An evaluation as one HTML page with pictures: no network, no scripts. */
@NullMarked
package io.thalweg.reference.report;

import org.jspecify.annotations.NullMarked;
