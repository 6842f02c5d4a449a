package io.thalweg.processor.topology;

import java.time.InstantSource;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;

/** Follows the runs of one partition. */
final class RunFollower implements Processor<byte[], byte[], byte[], byte[]> {
    RunFollower(
            TopologySettings settings, ManifoldCatalogue manifolds, TopologyObserver observer, InstantSource clock) {}

    @Override
    public void process(Record<byte[], byte[]> record) {}
}
