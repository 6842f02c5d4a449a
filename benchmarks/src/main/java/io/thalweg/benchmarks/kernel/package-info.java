/** How long the distances of one snapshot take, beside numpy and the memory's own speed. */
@NullMarked
package io.thalweg.benchmarks.kernel;

import org.jspecify.annotations.NullMarked;
