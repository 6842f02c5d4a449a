package io.thalweg.processor.topology;

import io.thalweg.processor.tracking.RunState;
import io.thalweg.protocol.RunId;
import io.thalweg.protocol.chunk.RejectionReason;
import io.thalweg.protocol.record.JsonFormat;
import io.thalweg.protocol.record.RejectedRecordException;
import io.thalweg.protocol.record.RunRecord;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Takes the records of the runs topic: what trainers say about their runs. */
final class RunRecordIntake {
    private static final JsonFormat<RunRecord> FORMAT = JsonFormat.runs();

    private final Task task;
    private final Routing routing;
    private final SnapshotCloser closer;

    RunRecordIntake(Task task, Routing routing, SnapshotCloser closer) {
        this.task = task;
        this.routing = routing;
        this.closer = closer;
    }

    /** Takes one record. */
    void take(Record<byte[], byte[]> record) {
        if (record.value() == null) {
            takeTombstone(record);
            return;
        }
        RunRecord declared;
        try {
            declared = FORMAT.read(record.value());
        } catch (RejectedRecordException e) {
            String detail = e.getMessage() == null ? "" : e.getMessage();
            task.rejections().refuse(record, new Rejection(e.reason(), detail, Optional.empty()));
            return;
        }
        if (routing.accepts(record, declared.run())) {
            take(record, declared);
        }
    }

    private void take(Record<byte[], byte[]> record, RunRecord declared) {
        Optional<RunState> known = task.ledger().run(declared.run());
        if (known.isPresent() && known.get().attempt() > declared.attempt()) {
            refuse(
                    record,
                    RejectionReason.STALE_ATTEMPT,
                    "attempt " + known.get().attempt() + " has begun",
                    declared);
            return;
        }
        Optional<RejectionReason> crowded = task.crowded(declared.run(), declared.attempt());
        if (crowded.isPresent()) {
            refuse(record, crowded.get(), task.crowd(crowded.get()), declared);
        } else {
            if (known.isPresent() && known.get().attempt() < declared.attempt()) {
                closer.dropSuperseded(declared.run());
            }
            RunState before = known.orElseGet(() -> RunState.begun(declared.run(), declared.attempt(), task.now()));
            task.ledger().apply(task.tracker().declared(before, declared, task.now()));
        }
    }

    /** A run that was deleted from the topic is forgotten, once what is unfinished of it is closed. */
    private void takeTombstone(Record<byte[], byte[]> record) {
        Optional<RunId> run = run(record.key());
        if (run.isEmpty()) {
            Rejection rejection =
                    new Rejection(RejectionReason.BAD_RUN_ID, "a tombstone whose key is no run id", Optional.empty());
            task.rejections().refuse(record, rejection);
        } else if (routing.accepts(record, run.get())
                && task.ledger().run(run.get()).isPresent()) {
            task.pending().ofRun(run.get()).forEach(closer::close);
            task.ledger().forget(run.get());
        }
    }

    private static Optional<RunId> run(byte @Nullable [] key) {
        if (key == null) {
            return Optional.empty();
        }
        String name = new String(key, StandardCharsets.ISO_8859_1);
        return RunId.isValid(name) ? Optional.of(new RunId(name)) : Optional.empty();
    }

    private void refuse(Record<byte[], byte[]> record, RejectionReason reason, String detail, RunRecord declared) {
        task.rejections().refuse(record, new Rejection(reason, detail, Optional.of(declared.run())));
    }
}
