package io.thalweg.benchmarks.scale;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;

/** How many of so many runs each partition gets, by Kafka's own hash of their names. */
final class RunSpread {
    private final int[] runs;

    private RunSpread(int[] runs) {
        this.runs = runs;
    }

    /** Names as a sweep has them: {@code sweep7-resnet.s123}. */
    static RunSpread of(int count, int partitions) {
        int[] runs = new int[partitions];
        for (int i = 0; i < count; i++) {
            byte[] key = "sweep%d-resnet.s%d".formatted(i / 1000, i % 1000).getBytes(StandardCharsets.UTF_8);
            runs[BuiltInPartitioner.partitionForKey(key, partitions)]++;
        }
        return new RunSpread(runs);
    }

    int on(int partition) {
        return runs[partition];
    }

    int most() {
        return Arrays.stream(runs).max().orElseThrow();
    }

    int fewest() {
        return Arrays.stream(runs).min().orElseThrow();
    }

    double mean() {
        return Arrays.stream(runs).average().orElseThrow();
    }
}
