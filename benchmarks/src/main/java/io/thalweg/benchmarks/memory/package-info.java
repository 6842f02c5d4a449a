/** How much memory the service takes, measured from outside. */
@org.jspecify.annotations.NullMarked
package io.thalweg.benchmarks.memory;
