/** What the benchmarks share: processes of their own, their memory as Linux counts it, and a manifold of any size. */
@org.jspecify.annotations.NullMarked
package io.thalweg.benchmarks.processes;
