/** What becomes of snapshots, metrics and alarms while processes, brokers, networks and disks fail. */
@org.jspecify.annotations.NullMarked
package io.thalweg.benchmarks.faults;
