package io.thalweg.processor.topology;

import io.thalweg.processor.tracking.LoadedManifold;
import io.thalweg.processor.tracking.TinyManifold;
import io.thalweg.protocol.ProbeSetId;
import io.thalweg.protocol.RunId;
import io.thalweg.protocol.Topics;
import io.thalweg.protocol.chunk.ChunkHeader;
import io.thalweg.protocol.chunk.ChunkWriter;
import io.thalweg.protocol.chunk.Encoding;
import io.thalweg.protocol.record.DeadLetterHeaders;
import io.thalweg.protocol.record.DecisionRecord;
import io.thalweg.protocol.record.JsonFormat;
import io.thalweg.protocol.record.MetricsRecord;
import io.thalweg.protocol.record.RunRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** The whole topology on Kafka's test driver, with one tiny manifold of 12 samples loaded. */
final class TopologyUnderTest implements AutoCloseable {
    /** What runs declare: short enough that their first step is not within the settling of the detectors. */
    static final long LENGTH = 9;

    static final RunId RUN = new RunId("resnet-a.s3");

    final TinyManifold tiny;
    private static final Duration STEP = Watch.EVERY.multipliedBy(5);

    final SettableClock clock = new SettableClock();
    final RecordingObserver observer = new RecordingObserver();
    final Map<ProbeSetId, LoadedManifold> manifolds = new HashMap<>();
    final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> runs;
    private final TestInputTopic<byte[], byte[]> snapshots;
    private final TestOutputTopic<byte[], byte[]> metrics;
    private final TestOutputTopic<byte[], byte[]> decisions;
    private final TestOutputTopic<byte[], byte[]> deadLetters;

    TopologyUnderTest() {
        this(TopologySettings.standard(Topics.standard(), 1));
    }

    TopologyUnderTest(TopologySettings settings) {
        this(settings, TinyManifold.of(12), id -> {}, new Upcoming());
    }

    TopologyUnderTest(TinyManifold tiny) {
        this(TopologySettings.standard(Topics.standard(), 1), tiny, id -> {}, new Upcoming());
    }

    /** @param upcoming what the thread has fetched */
    TopologyUnderTest(Upcoming upcoming) {
        this(TopologySettings.standard(Topics.standard(), 1), TinyManifold.of(12), id -> {}, upcoming);
    }

    /**
     * @param onLookUp called whenever a manifold is looked up
     */
    TopologyUnderTest(TopologySettings settings, Consumer<ProbeSetId> onLookUp) {
        this(settings, TinyManifold.of(12), onLookUp, new Upcoming());
    }

    private TopologyUnderTest(
            TopologySettings settings, TinyManifold tiny, Consumer<ProbeSetId> onLookUp, Upcoming upcoming) {
        this.tiny = tiny;
        load(tiny);
        ManifoldCatalogue catalogue = id -> {
            onLookUp.accept(id);
            return Optional.ofNullable(manifolds.get(id));
        };
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "topology-under-test");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
        driver = new TopologyTestDriver(
                ThalwegTopology.build(settings, catalogue, observer, clock, upcoming), properties, clock.instant());
        Topics topics = settings.topics();
        ByteArraySerializer in = new ByteArraySerializer();
        ByteArrayDeserializer out = new ByteArrayDeserializer();
        runs = driver.createInputTopic(topics.runs(), in, in);
        snapshots = driver.createInputTopic(topics.snapshots(), in, in);
        metrics = driver.createOutputTopic(topics.metrics(), out, out);
        decisions = driver.createOutputTopic(topics.decisions(), out, out);
        deadLetters = driver.createOutputTopic(topics.deadLetters(), out, out);
    }

    void load(TinyManifold manifold) {
        load(manifold.loaded());
    }

    void load(LoadedManifold manifold) {
        manifolds.put(manifold.probeSet(), manifold);
    }

    /** The header of a whole snapshot of {@link #RUN}, attempt 0, on the tiny manifold's probe set. */
    ChunkHeader header(long step) {
        return header(RUN, 0, step);
    }

    ChunkHeader header(RunId run, int attempt, long step) {
        return new ChunkHeader(
                run,
                attempt,
                step,
                tiny.loaded().probeSet(),
                3,
                12,
                0,
                12,
                Encoding.FLOAT32_PROBABILITIES,
                clock.millis() * 1000);
    }

    /** Sends the part of a whole snapshot that the header describes. */
    void send(ChunkHeader header, float[] whole) {
        send(header.run().value(), ChunkWriter.probabilities(header, whole, header.firstSample() * header.classes()));
    }

    /** Sends a whole healthy snapshot. */
    void sendHealthy(ChunkHeader header, double progress) {
        send(header, tiny.healthy(progress));
    }

    void send(String key, byte[] value) {
        send(new TestRecord<>(key.getBytes(StandardCharsets.UTF_8), value, clock.instant()));
    }

    void send(TestRecord<byte[], byte[]> record) {
        snapshots.pipeInput(record);
    }

    void declare(RunRecord record) {
        declare(record.run().value(), JsonFormat.runs().write(record));
    }

    void declare(String key, byte[] json) {
        runs.pipeInput(new TestRecord<>(key.getBytes(StandardCharsets.UTF_8), json, clock.instant()));
    }

    /** A tombstone. */
    void delete(RunId run) {
        runs.pipeInput(new TestRecord<>(run.value().getBytes(StandardCharsets.UTF_8), null, clock.instant()));
    }

    RunRecord started(RunId run, int attempt, Map<String, String> tags) {
        return RunRecord.started(
                run, attempt, tags, OptionalLong.of(LENGTH), tiny.loaded().probeSet(), clock.instant());
    }

    /** Lets time pass, on the wall clock and for punctuation alike, in small steps. */
    void pass(Duration time) {
        for (Duration left = time; !left.isZero(); ) {
            Duration step = left.compareTo(STEP) < 0 ? left : STEP;
            clock.advance(step);
            driver.advanceWallClockTime(step);
            left = left.minus(step);
        }
    }

    /** Sets the clock, and looks at what follows. */
    void setClock(Duration ahead) {
        clock.advance(ahead);
        driver.advanceWallClockTime(Watch.EVERY);
    }

    List<MetricsRecord> metrics() {
        return metrics.readValuesToList().stream()
                .map(JsonFormat.metrics()::read)
                .toList();
    }

    List<DecisionRecord> decisions() {
        return decisions.readValuesToList().stream()
                .map(JsonFormat.decisions()::read)
                .toList();
    }

    List<TestRecord<byte[], byte[]>> deadLetters() {
        return deadLetters.readRecordsToList();
    }

    /** The reasons of the dead letters. */
    List<String> deadLetterReasons() {
        return deadLetters().stream()
                .map(letter -> header(letter, DeadLetterHeaders.REASON))
                .toList();
    }

    static String header(TestRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    long storedChunks() {
        try (var all = driver.<String, byte[]>getKeyValueStore("chunks").all()) {
            long count = 0;
            while (all.hasNext()) {
                all.next();
                count++;
            }
            return count;
        }
    }

    @Override
    public void close() {
        driver.close();
    }
}
