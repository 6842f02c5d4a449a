package io.thalweg.processor.topology;

import io.thalweg.processor.tracking.AlarmRules;
import io.thalweg.protocol.Expect;
import io.thalweg.protocol.Topics;
import java.time.Duration;

/**
 * All that the topology can be told.
 *
 * @param topics names of the topics
 * @param partitions partitions of the runs and snapshots topics, as they are on the cluster: a record on another partition
 *     than its key's is sent on to the right one
 * @param alarms when alarms are raised and what follows
 * @param limits what keeps the memory flat
 * @param producers what one producer may take
 * @param commitsApart how long a stream thread that has nothing to do waits at least before it commits again
 */
public record TopologySettings(
        Topics topics,
        int partitions,
        AlarmRules alarms,
        Limits limits,
        ProducerLimits producers,
        Duration commitsApart) {
    private static final Duration COMMITS_APART = Duration.ofMillis(50);

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException when there is no partition
     */
    public TopologySettings {
        Expect.that(partitions >= 1, "partitions", partitions, "at least 1");
    }

    /** Without limits for single producers. */
    public TopologySettings(Topics topics, int partitions, AlarmRules alarms, Limits limits) {
        this(topics, partitions, alarms, limits, ProducerLimits.none(), COMMITS_APART);
    }

    /** The defaults, on topics of this many partitions. */
    public static TopologySettings standard(Topics topics, int partitions) {
        return new TopologySettings(topics, partitions, AlarmRules.standard(), Limits.standard());
    }
}
