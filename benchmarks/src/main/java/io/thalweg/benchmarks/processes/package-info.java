/** What the benchmarks share: processes of their own, their memory as Linux counts it, a manifold of any size,
 * and what a figure has to reach. */
@org.jspecify.annotations.NullMarked
package io.thalweg.benchmarks.processes;
