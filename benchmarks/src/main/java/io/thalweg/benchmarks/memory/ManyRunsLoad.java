package io.thalweg.benchmarks.memory;

import io.thalweg.benchmarks.processes.SyntheticManifold;
import io.thalweg.protocol.RunId;
import io.thalweg.protocol.Topics;
import io.thalweg.protocol.chunk.ChunkHeader;
import io.thalweg.protocol.chunk.ChunkWriter;
import io.thalweg.protocol.chunk.Encoding;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Ever new run ids with one tiny snapshot each, as from a trainer that makes its ids wrongly. Arguments: bootstrap servers,
 * samples, classes, number of runs.
 */
final class ManyRunsLoad {
    private ManyRunsLoad() {}

    public static void main(String[] arguments) throws Exception {
        SyntheticManifold manifold =
                new SyntheticManifold(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]), 1);
        float[] probabilities = new float[manifold.samples() * manifold.classes()];
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] = manifold.probability(i / manifold.classes(), i % manifold.classes(), 0.5);
        }
        Map<String, Object> settings = Map.of("bootstrap.servers", arguments[0], "linger.ms", 20);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            Future<RecordMetadata> last = null;
            for (int r = 0; r < Integer.parseInt(arguments[3]); r++) {
                RunId run = new RunId("stray-" + r);
                last = producer.send(new ProducerRecord<>(
                        Topics.standard().snapshots(),
                        run.value().getBytes(StandardCharsets.US_ASCII),
                        ChunkWriter.probabilities(header(run, manifold), probabilities, 0)));
            }
            if (last != null) {
                last.get();
            }
        }
        System.out.println("all sent");
    }

    private static ChunkHeader header(RunId run, SyntheticManifold manifold) {
        return new ChunkHeader(
                run,
                0,
                1,
                manifold.probeSet().id(),
                manifold.classes(),
                manifold.samples(),
                0,
                manifold.samples(),
                Encoding.FLOAT32_PROBABILITIES,
                System.currentTimeMillis() * 1000);
    }
}
