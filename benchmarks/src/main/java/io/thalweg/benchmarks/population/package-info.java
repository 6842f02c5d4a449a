/** How long the paper's whole population takes. */
@org.jspecify.annotations.NullMarked
package io.thalweg.benchmarks.population;
