package io.thalweg.processor.topology;

import io.thalweg.processor.tracking.RunTracker;
import java.time.InstantSource;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Follows the runs of one partition. Whatever a record does, the next one is processed; only Kafka's own exceptions pass
 * through, since transactions rest on them.
 */
final class RunFollower implements Processor<byte[], byte[], byte[], byte[]> {
    private final TopologySettings settings;
    private final ManifoldCatalogue manifolds;
    private final TopologyObserver observer;
    private final InstantSource clock;
    private final Workbenches workbenches;
    private final PromptCommits commits;

    private @Nullable Assignment assignment;

    RunFollower(
            TopologySettings settings,
            ManifoldCatalogue manifolds,
            TopologyObserver observer,
            InstantSource clock,
            Workbenches workbenches,
            PromptCommits commits) {
        this.settings = settings;
        this.manifolds = manifolds;
        this.observer = observer;
        this.clock = clock;
        this.workbenches = workbenches;
        this.commits = commits;
    }

    /** Takes up a partition; also called again, on the same object, when a task is revived after a fault. */
    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        int partition = context.taskId().partition();
        PartitionObserver runObserver = new PartitionObserver(observer, partition);
        Outbox outbox = new Outbox(context, clock);
        Rejections rejections = new Rejections(outbox, observer, clock);
        RunLedger ledger = new RunLedger(
                context.getStateStore(ThalwegTopology.RUNS_STORE),
                outbox,
                runObserver,
                settings.limits().runsPerPartition());
        PendingSnapshots pending = new PendingSnapshots(context.getStateStore(ThalwegTopology.CHUNKS_STORE));
        Task task = new Task(
                settings,
                manifolds,
                observer,
                clock,
                new RunTracker(settings.alarms()),
                ledger,
                pending,
                new PassingPredictions(
                        settings.limits().passingBytes(), settings.limits().runsPerPartition()),
                workbenches,
                rejections,
                outbox);
        ledger.open();
        pending.open();
        assignment = new Assignment(context, task, runObserver);
        context.schedule(Watch.EVERY, PunctuationType.WALL_CLOCK_TIME, time -> look());
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        Assignment current = assigned();
        try {
            current.take(record);
        } catch (KafkaException e) {
            throw e;
        } catch (RuntimeException e) {
            current.task.rejections().internal(record, e);
        }
        if (commits.isTime(current.context.metrics().metrics())) {
            current.context.commit();
        }
    }

    @Override
    public void close() {
        workbenches.ofThisThread().clear();
        if (assignment != null) {
            assignment.runObserver.closed();
            assignment = null;
        }
    }

    private void look() {
        try {
            assigned().watch.look();
        } catch (KafkaException e) {
            throw e;
        } catch (RuntimeException e) {
            assigned().task.rejections().internal(e);
        }
    }

    private Assignment assigned() {
        if (assignment == null) {
            throw new IllegalStateException("no partition assigned: init has not been called");
        }
        return assignment;
    }

    /** All that belongs to the partition being followed. */
    private static final class Assignment {
        private final ProcessorContext<byte[], byte[]> context;
        private final Task task;
        private final PartitionObserver runObserver;
        private final RunRecordIntake runs;
        private final SnapshotIntake snapshots;
        private final Watch watch;

        Assignment(ProcessorContext<byte[], byte[]> context, Task task, PartitionObserver runObserver) {
            SnapshotCloser closer = new SnapshotCloser(task);
            this.context = context;
            this.task = task;
            this.runObserver = runObserver;
            this.runs = new RunRecordIntake(task, routing(ThalwegTopology.RUNS_AGAIN_SINK), closer);
            this.snapshots = new SnapshotIntake(task, routing(ThalwegTopology.SNAPSHOTS_AGAIN_SINK), closer);
            this.watch = new Watch(task, closer);
        }

        void take(Record<byte[], byte[]> record) {
            String topic = context.recordMetadata().map(RecordMetadata::topic).orElse("");
            if (topic.equals(task.settings().topics().runs())) {
                runs.take(record);
            } else {
                snapshots.take(record);
            }
        }

        private Routing routing(String sink) {
            return new Routing(
                    runObserver.partition(), task.settings().partitions(), sink, task.outbox(), task.rejections());
        }
    }
}
