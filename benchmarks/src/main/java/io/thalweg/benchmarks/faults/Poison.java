package io.thalweg.benchmarks.faults;

import io.thalweg.protocol.ProbeSet;
import io.thalweg.protocol.RunId;
import io.thalweg.protocol.chunk.ChunkHeader;
import io.thalweg.protocol.chunk.ChunkWriter;
import io.thalweg.protocol.chunk.Encoding;
import io.thalweg.protocol.chunk.RejectionReason;
import io.thalweg.protocol.chunk.SnapshotKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** Records that are no snapshots, between those that are, on the same partitions and under the same runs' names. */
final class Poison implements Runnable {
    private static final int KINDS = 6;

    private final PartSender sender;
    private final ProbeSet probeSet;
    private final int places;
    private final double perSecond;
    private final Map<RejectionReason, Integer> sent = new EnumMap<>(RejectionReason.class);
    private final Thread thread = new Thread(this, "poison");
    private volatile boolean going = true;

    Poison(PartSender sender, ProbeSet probeSet, int places, double perSecond) {
        this.sender = sender;
        this.probeSet = probeSet;
        this.places = places;
        this.perSecond = perSecond;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    @Override
    public void run() {
        for (int i = 0; going; i++) {
            send(i);
            LockSupport.parkNanos((long) (1e9 / perSecond));
        }
    }

    private void send(int i) {
        String run = "p%02d.0".formatted(i % places);
        byte[] sound = chunk(run, probeSet, 0.1f);
        switch (i % KINDS) {
            case 0 -> send(run, "not a chunk".getBytes(StandardCharsets.UTF_8), RejectionReason.MALFORMED);
            case 1 -> send(run, Arrays.copyOf(sound, sound.length / 2), RejectionReason.MALFORMED);
            case 2 -> {
                sound[sound.length - 1] ^= 1;
                send(run, sound, RejectionReason.CHECKSUM);
            }
            case 3 -> send("somebody-else", sound, RejectionReason.KEY_MISMATCH);
            case 4 -> send(run, chunk(run, ProbeSet.of(new int[] {0, 1}, 2), 0.5f), RejectionReason.UNKNOWN_PROBE_SET);
            default -> send("poison.0", chunk("poison.0", probeSet, 0.3f), RejectionReason.UNNORMALISED);
        }
    }

    /** A snapshot all of whose predictions are the same. */
    private static byte[] chunk(String run, ProbeSet probeSet, float probability) {
        float[] rows = new float[probeSet.samples() * probeSet.classes()];
        Arrays.fill(rows, probability);
        ChunkHeader header = ChunkHeader.whole(
                new SnapshotKey(new RunId(run), 0, 1, probeSet.id()),
                probeSet.classes(),
                probeSet.samples(),
                Encoding.FLOAT32_PROBABILITIES,
                Instant.now().toEpochMilli() * 1000);
        return ChunkWriter.probabilities(header, rows, 0);
    }

    private void send(String key, byte[] value, RejectionReason expected) {
        sender.send(key, value, Instant.now());
        sent.merge(expected, 1, Integer::sum);
    }

    /** Ends it; how many dead letters of which reason are to come of it. */
    Map<RejectionReason, Integer> stop() throws InterruptedException {
        going = false;
        thread.join();
        return sent;
    }
}
