package io.thalweg.reference.recording;

import io.thalweg.protocol.chunk.ChunkHeader;
import io.thalweg.protocol.npy.NpyWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The snapshots of one attempt of a run, on disk in the order in which their first chunks came; every chunk is written
 * straight into its place. In memory: for each snapshot its place, and which samples have come while some are missing.
 */
final class RunScratch {
    private final Path file;
    private final int attempt;
    private final int samples;
    private final int classes;
    private final SortedMap<Long, Slot> slots = new TreeMap<>();

    RunScratch(Path file, ChunkHeader first) {
        this.file = file;
        this.attempt = first.attempt();
        this.samples = first.totalSamples();
        this.classes = first.classes();
    }

    /** Where a snapshot lies; {@code received} is null once it is complete. */
    private static final class Slot {
        private final int index;
        private @Nullable BitSet received = new BitSet();

        Slot(int index) {
            this.index = index;
        }
    }

    int attempt() {
        return attempt;
    }

    int samples() {
        return samples;
    }

    int classes() {
        return classes;
    }

    /**
     * Takes a chunk.
     *
     * @param probabilities its rows
     * @return whether anything in it is new
     */
    boolean add(ChunkHeader header, float[] probabilities) throws IOException {
        Slot slot = slots.computeIfAbsent(header.step(), step -> new Slot(slots.size()));
        BitSet received = slot.received;
        int end = header.firstSample() + header.sampleCount();
        if (received == null || received.nextClearBit(header.firstSample()) >= end) {
            return false;
        }
        long row = (long) slot.index * samples + header.firstSample();
        write(probabilities, header.sampleCount() * classes, row * classes * Float.BYTES);
        received.set(header.firstSample(), end);
        if (received.cardinality() == samples) {
            slot.received = null;
        }
        return true;
    }

    private void write(float[] values, int count, long position) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * count).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values, 0, count);
        // Opened anew each time: there may be more runs than a process may have files.
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            while (bytes.hasRemaining()) {
                channel.write(bytes, position + bytes.position());
            }
        }
    }

    /** Steps of the complete snapshots, ascending. */
    List<Long> steps() {
        List<Long> steps = new ArrayList<>();
        slots.forEach((step, slot) -> {
            if (slot.received == null) {
                steps.add(step);
            }
        });
        return steps;
    }

    /** One phrase for each snapshot that lacks samples. */
    List<String> incomplete() {
        List<String> incomplete = new ArrayList<>();
        slots.forEach((step, slot) -> {
            BitSet received = slot.received;
            if (received != null) {
                incomplete.add("step %d (%d of %d samples)".formatted(step, received.cardinality(), samples));
            }
        });
        return incomplete;
    }

    /** Writes the complete snapshots in order of step. */
    void writeTo(Path trajectory) throws IOException {
        long size = (long) samples * classes * Float.BYTES;
        try (NpyWriter writer = NpyWriter.floats(trajectory, samples, classes);
                FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            for (Slot slot : slots.values()) {
                if (slot.received == null) {
                    writer.append(channel, slot.index * size);
                }
            }
        }
    }

    void delete() throws IOException {
        Files.deleteIfExists(file);
    }
}
