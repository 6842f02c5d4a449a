/** How many snapshots the whole pipeline takes, how late their metrics are, and what bounds it. */
@org.jspecify.annotations.NullMarked
package io.thalweg.benchmarks.pipeline;
