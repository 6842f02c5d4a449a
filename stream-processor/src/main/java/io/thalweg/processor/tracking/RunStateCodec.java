package io.thalweg.processor.tracking;

import io.thalweg.protocol.ProbeSetId;
import io.thalweg.protocol.RunId;
import io.thalweg.protocol.record.AlarmKind;
import io.thalweg.protocol.record.JsonFormat;
import io.thalweg.protocol.record.MetricsRecord;
import io.thalweg.protocol.record.RunRecord;
import io.thalweg.protocol.record.Withheld;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A run's state as bytes, for the state store: a version byte, then big-endian fields; the records inside are JSON, as on
 * their topics, so that they keep reading each other across versions. Thread-safe.
 */
public final class RunStateCodec {
    private static final int VERSION = 3;
    private static final JsonFormat<RunRecord> RUNS = JsonFormat.runs();
    private static final JsonFormat<MetricsRecord> METRICS = JsonFormat.metrics();

    private RunStateCodec() {}

    /** The bytes of a state. */
    public static byte[] encode(RunState state) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeUTF(state.run().value());
            out.writeInt(state.attempt());
            out.writeLong(state.heardAt().toEpochMilli());
            out.writeBoolean(state.silent());
            out.writeLong(state.measured());
            block(out, state.declared() == null ? new byte[0] : RUNS.write(state.declared()));
            out.writeShort(state.tracks().size());
            for (Track track : state.tracks().values()) {
                encode(track, out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The state of those bytes; empty when another version wrote them, or they are damaged. */
    public static Optional<RunState> decode(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return in.readByte() == VERSION ? Optional.of(state(in)) : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static RunState state(DataInputStream in) throws IOException {
        RunId run = new RunId(in.readUTF());
        int attempt = in.readInt();
        Instant heardAt = Instant.ofEpochMilli(in.readLong());
        boolean silent = in.readBoolean();
        long measured = in.readLong();
        byte[] json = block(in);
        @Nullable RunRecord declared = json.length == 0 ? null : RUNS.read(json);
        Map<ProbeSetId, Track> tracks = new HashMap<>();
        for (int left = in.readUnsignedShort(); left > 0; left--) {
            Track track = track(in);
            tracks.put(track.latest().probeSet(), track);
        }
        return new RunState(run, attempt, declared, heardAt, silent, measured, tracks);
    }

    private static void encode(Track track, DataOutputStream out) throws IOException {
        block(out, METRICS.write(track.latest()));
        out.writeLong(track.measuredAt().toEpochMilli());
        CourseCodec.encode(track.course(), out);
        out.writeByte(track.alarms().size());
        for (Map.Entry<AlarmKind, AlarmState> alarm : track.alarms().entrySet()) {
            out.writeUTF(alarm.getKey().name());
            out.writeBoolean(alarm.getValue().raised());
            out.writeInt(alarm.getValue().against());
        }
        out.writeByte(track.standing().size());
        for (Map.Entry<AlarmKind, Standing> alarm : track.standing().entrySet()) {
            Withheld withheld = alarm.getValue().withheld();
            out.writeUTF(alarm.getKey().name());
            out.writeInt(alarm.getValue().snapshots());
            out.writeUTF(withheld == null ? "" : withheld.name());
        }
    }

    private static Track track(DataInputStream in) throws IOException {
        MetricsRecord latest = METRICS.read(block(in));
        Instant measuredAt = Instant.ofEpochMilli(in.readLong());
        Course course = CourseCodec.decode(in);
        Map<AlarmKind, AlarmState> alarms = new EnumMap<>(AlarmKind.class);
        for (int left = in.readUnsignedByte(); left > 0; left--) {
            alarms.put(AlarmKind.valueOf(in.readUTF()), new AlarmState(in.readBoolean(), in.readInt()));
        }
        Map<AlarmKind, Standing> standing = new EnumMap<>(AlarmKind.class);
        for (int left = in.readUnsignedByte(); left > 0; left--) {
            AlarmKind kind = AlarmKind.valueOf(in.readUTF());
            int snapshots = in.readInt();
            String withheld = in.readUTF();
            standing.put(kind, new Standing(snapshots, withheld.isEmpty() ? null : Withheld.valueOf(withheld)));
        }
        return new Track(latest, measuredAt, course, alarms, standing);
    }

    private static void block(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] block(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new IOException("block of " + length + " bytes, " + in.available() + " left");
        }
        return in.readNBytes(length);
    }
}
