/** How runs spread over partitions, partitions over instances, and what state each then holds: by Kafka's own code and the real codecs. */
@org.jspecify.annotations.NullMarked
package io.thalweg.benchmarks.scale;
