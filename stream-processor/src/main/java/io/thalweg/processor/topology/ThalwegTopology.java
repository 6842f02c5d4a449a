package io.thalweg.processor.topology;

import java.time.InstantSource;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.TimestampExtractor;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The way of the data through Kafka Streams: runs and snapshots, read together by partition, are followed run by run;
 * metrics, decisions and dead letters come out. A pure function of its arguments.
 *
 * <p>Everything travels as bytes and is decoded by the one processor, since a record that cannot be decoded is an ordinary
 * case here: it becomes a dead letter with its reason. One processor rather than a chain of them, since whatever goes wrong
 * anywhere on the way must find the original record's bytes.
 */
public final class ThalwegTopology {
    static final String RUNS_SOURCE = "runs-source";
    static final String SNAPSHOTS_SOURCE = "snapshots-source";
    static final String PROCESSOR = "follow-runs";
    static final String METRICS_SINK = "metrics-sink";
    static final String DECISIONS_SINK = "decisions-sink";
    static final String DEAD_LETTERS_SINK = "dead-letters-sink";
    static final String RUNS_AGAIN_SINK = "runs-again-sink";
    static final String SNAPSHOTS_AGAIN_SINK = "snapshots-again-sink";
    static final String RUNS_STORE = "runs";
    static final String CHUNKS_STORE = "chunks";

    /** Small segments, so that compaction keeps what must be restored small. */
    private static final Map<String, String> CHANGELOG = Map.of("segment.bytes", String.valueOf(16 << 20));

    /**
     * What a store's largest record may take. A chunk's sums have 8 bytes a sample, where the chunk itself may have as little as 4:
     * two classes in 16 bits.
     */
    public static final int LARGEST_STORED_BYTES = 4 << 20;

    private static final Map<String, String> CHUNKS_CHANGELOG = Map.of(
            "segment.bytes", String.valueOf(16 << 20), "max.message.bytes", String.valueOf(LARGEST_STORED_BYTES));

    private ThalwegTopology() {}

    /**
     * The topology, with every chunk folded alone.
     *
     * @see #build(TopologySettings, ManifoldCatalogue, TopologyObserver, InstantSource, Upcoming)
     */
    public static Topology build(
            TopologySettings settings, ManifoldCatalogue manifolds, TopologyObserver observer, InstantSource clock) {
        return build(settings, manifolds, observer, clock, new Upcoming());
    }

    /**
     * The topology.
     *
     * @param settings what it is told
     * @param manifolds what snapshots are measured against; may change while it runs
     * @param observer hears what happens
     * @param clock the wall clock, for silence, timeouts and latencies
     * @param upcoming told what each stream thread fetches, so that chunks that wait are folded together
     */
    public static Topology build(
            TopologySettings settings,
            ManifoldCatalogue manifolds,
            TopologyObserver observer,
            InstantSource clock,
            Upcoming upcoming) {
        Workbenches workbenches = new Workbenches(upcoming);
        PromptCommits commits = new PromptCommits(upcoming, settings.commitsApart(), clock);
        TimestampExtractor eventTime = eventTime(clock);
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        Topology topology = new Topology();
        topology.addSource(
                AutoOffsetReset.earliest(),
                RUNS_SOURCE,
                eventTime,
                bytes,
                bytes,
                settings.topics().runs());
        topology.addSource(
                AutoOffsetReset.earliest(),
                SNAPSHOTS_SOURCE,
                eventTime,
                bytes,
                bytes,
                settings.topics().snapshots());
        topology.addProcessor(
                PROCESSOR,
                () -> new RunFollower(settings, manifolds, observer, clock, workbenches, commits),
                RUNS_SOURCE,
                SNAPSHOTS_SOURCE);
        topology.addStateStore(store(RUNS_STORE, CHANGELOG), PROCESSOR);
        topology.addStateStore(store(CHUNKS_STORE, CHUNKS_CHANGELOG), PROCESSOR);
        sink(topology, METRICS_SINK, settings.topics().metrics());
        sink(topology, DECISIONS_SINK, settings.topics().decisions());
        sink(topology, DEAD_LETTERS_SINK, settings.topics().deadLetters());
        sink(topology, RUNS_AGAIN_SINK, settings.topics().runs());
        sink(topology, SNAPSHOTS_AGAIN_SINK, settings.topics().snapshots());
        return topology;
    }

    private static void sink(Topology topology, String name, String topic) {
        ByteArraySerializer bytes = new ByteArraySerializer();
        StreamPartitioner<byte[], byte[]> byKey = KeyPartitions::of;
        topology.addSink(name, topic, bytes, bytes, byKey, PROCESSOR);
    }

    /**
     * In memory: what is kept is small and bounded, and after a crash exactly-once rebuilds any store from its changelog
     * anyway.
     */
    private static StoreBuilder<KeyValueStore<String, byte[]>> store(String name, Map<String, String> changelog) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
                .withLoggingEnabled(changelog)
                .withCachingDisabled();
    }

    /**
     * The record's own time, within what a broker takes: a trainer's clock may be before 1970 or far ahead, and the
     * changelogs inherit it.
     */
    private static TimestampExtractor eventTime(InstantSource clock) {
        return (record, partitionTime) -> Math.max(0, Math.min(record.timestamp(), clock.millis()));
    }
}
