package io.thalweg.processor.topology;

import io.thalweg.protocol.chunk.ChunkReader;
import io.thalweg.protocol.chunk.ChunkResult;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The records of the snapshots topic that a stream thread has fetched and not processed yet: what waits may be folded together
 * with what is being processed. Only a hint: a record that is missing here, or never comes, changes no result.
 *
 * <p>Records are known by the identity of their bytes, which go through Kafka Streams uncopied. Each thread sees what it
 * fetched itself. Bounded, since what was fetched may be given away unprocessed when partitions move.
 */
public final class Upcoming {
    private static final int MOST = 512;
    /** So many do not come while nothing else is done, unless they have waited on the broker. */
    private static final int BACKLOG = 2 * Batch.MOST;

    private final ThreadLocal<Queues> queues = ThreadLocal.withInitial(Queues::new);

    /** Adds a record that this thread has fetched. */
    public void add(int partition, byte[] value) {
        Queues mine = queues.get();
        if (mine.size == 0) {
            mine.sinceNone = 0;
        }
        if (mine.size < MOST) {
            mine.byPartition
                    .computeIfAbsent(partition, each -> new ArrayDeque<>())
                    .addLast(new Waiting(value));
            mine.size++;
            mine.sinceNone++;
        }
    }

    /** How many this thread has fetched and not processed. */
    public int size() {
        return queues.get().size;
    }

    /** Whether this thread is behind the trainers: many records came since it last had none. */
    boolean isBacklog() {
        return queues.get().sinceNone >= BACKLOG;
    }

    /**
     * Takes out a record whose turn has come, and reads it unless that was done before. What is before it in its partition will
     * not come any more, since each partition keeps its order.
     */
    ChunkResult take(byte[] value) {
        Queues mine = queues.get();
        for (ArrayDeque<Waiting> queue : mine.byPartition.values()) {
            if (queue.stream().anyMatch(waiting -> waiting.value == value)) {
                Waiting next = queue.remove();
                mine.size--;
                for (; next.value != value; mine.size--) {
                    next = queue.remove();
                }
                return next.read();
            }
        }
        return ChunkReader.read(value);
    }

    /**
     * The next ones, about in the order in which their turns will come: the first of every partition, the second of every
     * partition, and so on, since Kafka Streams goes round the partitions.
     */
    List<Waiting> next(int most) {
        List<Iterator<Waiting>> partitions = new ArrayList<>();
        queues.get().byPartition.values().forEach(queue -> partitions.add(queue.iterator()));
        List<Waiting> next = new ArrayList<>();
        while (!partitions.isEmpty() && next.size() < most) {
            partitions.removeIf(partition -> !partition.hasNext());
            for (Iterator<Waiting> partition : partitions) {
                next.add(partition.next());
            }
        }
        return next;
    }

    /** Forgets what this thread has fetched. */
    void clear() {
        queues.remove();
    }

    /** What one thread has fetched. */
    private static final class Queues {
        private final Map<Integer, ArrayDeque<Waiting>> byPartition = new TreeMap<>();
        private int size;
        private int sinceNone;
    }

    /** A record whose turn has not come. */
    static final class Waiting {
        private final byte[] value;
        private @Nullable ChunkResult result;
        private boolean taken;

        private Waiting(byte[] value) {
            this.value = value;
        }

        byte[] value() {
            return value;
        }

        /** Whether it went into a batch already. */
        boolean isTaken() {
            return taken;
        }

        void take() {
            taken = true;
        }

        /** What is in it; read once. */
        ChunkResult read() {
            if (result == null) {
                result = ChunkReader.read(value);
            }
            return result;
        }
    }
}
