package io.thalweg.processor.topology;

import io.thalweg.protocol.chunk.ChunkReader;
import io.thalweg.protocol.chunk.ChunkResult;
import java.util.ArrayDeque;
import java.util.Iterator;
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

    private final ThreadLocal<ArrayDeque<Waiting>> queues = ThreadLocal.withInitial(ArrayDeque::new);

    /** Adds a record that this thread has fetched. */
    public void add(byte[] value) {
        ArrayDeque<Waiting> queue = queues.get();
        if (queue.size() == MOST) {
            queue.removeFirst();
        }
        queue.addLast(new Waiting(value));
    }

    /** How many this thread has fetched and not processed. */
    public int size() {
        return queues.get().size();
    }

    /** Takes out a record whose turn has come, and reads it unless that was done before. */
    ChunkResult take(byte[] value) {
        for (Iterator<Waiting> all = queues.get().iterator(); all.hasNext(); ) {
            Waiting next = all.next();
            if (next.value == value) {
                all.remove();
                return next.read();
            }
        }
        return ChunkReader.read(value);
    }

    /** What this thread has fetched and not processed, in the order in which it was fetched. */
    Iterable<Waiting> waiting() {
        return queues.get();
    }

    /** Forgets what this thread has fetched. */
    void clear() {
        queues.get().clear();
    }

    /** A record whose turn has not come. */
    static final class Waiting {
        private final byte[] value;
        private @Nullable ChunkResult result;

        private Waiting(byte[] value) {
            this.value = value;
        }

        byte[] value() {
            return value;
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
