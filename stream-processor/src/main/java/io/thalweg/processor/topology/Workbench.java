package io.thalweg.processor.topology;

import io.thalweg.geometry.SnapshotSums;
import io.thalweg.processor.tracking.LoadedManifold;
import io.thalweg.protocol.ProbeSetId;
import io.thalweg.protocol.chunk.ChunkHeader;
import io.thalweg.protocol.chunk.ChunkResult;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Where one stream thread decodes and folds chunks, with scratch space that is used again and again.
 *
 * <p>One pass over the landmarks serves several chunks for little more than one, the landmarks being what the pass has to
 * read. So whatever waits behind a chunk, and covers the same samples of the same probe set, is folded with it; what is alone
 * goes alone, at once. What waits behind a batch, if it is worth a pass of its own, is folded by another thread meanwhile, and what
 * comes then while the stream thread finishes, writes and commits; a thread that has nothing else to fold helps with the other's
 * batch. When a chunk's turn comes before the other thread is done with it, the stream thread first folds a batch that comes later,
 * if a full one waits: with a backlog neither of the two waits for the other.
 *
 * <p>Only the folding is done ahead, which is a pure function of the record and the manifold. Everything else, from the checks
 * to the record that is written, happens in the record's own turn: no order changes, and no offset is committed whose output
 * is missing. (Rejected: to collect records and finish them together. Kafka Streams may commit between any two records, and
 * gives a processor no way to finish what it holds before.)
 */
final class Workbench {
    /** How far it looks for company. */
    private static final int MOST_LOOKED_AT = 192;
    /**
     * How many chunks are folded before their turn, which bounds their sums: as many as are fetched at once. With fewer, and turns
     * that come in another order than expected, batches would become small.
     */
    private static final int MOST_AHEAD = 128;
    /** How many batches the other thread is given: one more while the stream thread, folding too, cannot give it the next. */
    private static final int MOST_ASIDE = 2;
    /** Smaller batches cost much more a chunk: then it is better to take them with what comes next. */
    private static final int LEAST_ASIDE = 4;

    private final Upcoming upcoming;
    private final Executor otherThread;
    private final Map<ProbeSetId, BatchFold> folds = new HashMap<>();
    /** Oldest first; each is begun when the one before is done. */
    private final ArrayDeque<Aside> aside = new ArrayDeque<>(MOST_ASIDE);

    private byte @Nullable [] inTurn;

    /** @param otherThread runs what is folded ahead: on another thread, or at once */
    Workbench(Upcoming upcoming, Executor otherThread) {
        this.upcoming = upcoming;
        this.otherThread = otherThread;
    }

    /** Reads a record whose turn has come; the turn of the one before is over, whether or not it was folded. */
    ChunkResult read(byte[] value) {
        byte[] before = inTurn;
        if (before != null) {
            awaitAside(before);
            folds.values().forEach(fold -> fold.forget(before));
        }
        inTurn = value;
        return upcoming.take(value);
    }

    /** Forgets what waits, and what was folded ahead: partitions may have moved, and their records will not come. */
    void clear() {
        while (!aside.isEmpty()) {
            takeOldest();
        }
        upcoming.clear();
        folds.values().forEach(BatchFold::forgetAll);
    }

    /** Decodes and folds a record that was read. */
    FoldedChunk fold(byte[] value, ChunkResult.Accepted chunk, LoadedManifold manifold) {
        BatchFold fold = on(manifold);
        takeFinished();
        if (isAside(value)) {
            foldLater(fold);
            awaitAside(value);
        }
        FoldedChunk folded = fold.claim(value).orElseGet(() -> foldNow(value, chunk, fold));
        giveAside(fold, 1);
        return folded;
    }

    /** Empty sums for a whole snapshot. They are good until the next call. */
    SnapshotSums whole(LoadedManifold manifold) {
        return on(manifold).whole();
    }

    private FoldedChunk foldNow(byte[] value, ChunkResult.Accepted chunk, BatchFold fold) {
        Batch batch = fold.newBatch(chunk.header());
        fold.add(batch, value, chunk);
        gather(company(batch, fold), batch, fold);
        run(batch, fold);
        return fold.claim(value).orElseThrow();
    }

    /** Folds what comes later, rather than wait; only a full batch is worth that. */
    private void foldLater(BatchFold fold) {
        next(fold).ifPresent(header -> {
            Batch batch = fold.newBatch(header);
            List<Upcoming.Waiting> company = company(batch, fold);
            if (company.size() == batch.room()) {
                gather(company, batch, fold);
                run(batch, fold);
            }
        });
    }

    /** Folds a batch here; the other thread folds what comes next meanwhile, or parts of this. */
    private void run(Batch batch, BatchFold fold) {
        giveAside(fold, MOST_ASIDE);
        if (aside.isEmpty() && batch.parts() > 1) {
            workAside(batch, fold);
        }
        finish(batch, fold);
    }

    /** Has the other thread work on a batch, when it is done with those that it has. */
    private void workAside(Batch batch, BatchFold fold) {
        Runnable work = () -> batch.work(fold.aside());
        if (aside.isEmpty()) {
            otherThread.execute(work);
        } else {
            aside.getLast().batch.whenDone(work, otherThread);
        }
    }

    /** Folds what is left of a batch, and keeps what it brought when both threads are done with it. */
    private static void finish(Batch batch, BatchFold fold) {
        batch.work(fold.here());
        try {
            batch.await();
            fold.keep(batch);
        } catch (RuntimeException e) {
            fold.giveUp(batch);
            throw e;
        }
    }

    /** Has the other thread fold what comes next, if it has fewer batches than so many; only a full one is put behind another. */
    private void giveAside(BatchFold fold, int most) {
        takeFinished();
        while (aside.size() < most) {
            Optional<ChunkHeader> header = next(fold);
            if (header.isEmpty()) {
                return;
            }
            Batch batch = fold.newBatch(header.get());
            List<Upcoming.Waiting> company = company(batch, fold);
            if (company.size() < (aside.isEmpty() ? LEAST_ASIDE : batch.room())) {
                return;
            }
            gather(company, batch, fold);
            workAside(batch, fold);
            aside.addLast(new Aside(fold, batch));
        }
    }

    /** Of the chunks that wait and can be folded onto this manifold, the one whose turn comes first. */
    private Optional<ChunkHeader> next(BatchFold fold) {
        for (Upcoming.Waiting waiting : upcoming.next(MOST_LOOKED_AT)) {
            if (!waiting.isTaken()
                    && waiting.read() instanceof ChunkResult.Accepted chunk
                    && fits(chunk.header(), fold.manifold())) {
                return Optional.of(chunk.header());
            }
        }
        return Optional.empty();
    }

    private static boolean fits(ChunkHeader header, LoadedManifold manifold) {
        return header.probeSet().equals(manifold.probeSet())
                && header.totalSamples() == manifold.samples()
                && header.classes() == manifold.classes();
    }

    private static void gather(List<Upcoming.Waiting> company, Batch batch, BatchFold fold) {
        for (Upcoming.Waiting waiting : company) {
            if (waiting.read() instanceof ChunkResult.Accepted chunk) {
                waiting.take();
                fold.add(batch, waiting.value(), chunk);
            }
        }
    }

    /** What waits and has room in a batch, in the order of turns. */
    private List<Upcoming.Waiting> company(Batch batch, BatchFold fold) {
        int given = aside.stream().mapToInt(each -> each.batch.size()).sum();
        int room = Math.min(batch.room(), MOST_AHEAD - fold.size() - given);
        return upcoming.next(MOST_LOOKED_AT).stream()
                .filter(waiting -> !waiting.isTaken()
                        && waiting.read() instanceof ChunkResult.Accepted chunk
                        && batch.takes(chunk.header()))
                .limit(Math.max(0, room))
                .toList();
    }

    private boolean isAside(byte[] value) {
        return aside.stream().anyMatch(each -> each.batch.holds(value));
    }

    /** Waits until the other thread is done with this record, if it has it at all. */
    private void awaitAside(byte[] value) {
        while (isAside(value)) {
            takeOldest();
        }
    }

    private void takeFinished() {
        while (!aside.isEmpty() && aside.element().batch.isDone()) {
            takeOldest();
        }
    }

    /** Helps with the other thread's oldest batch, and waits until it is done. */
    private void takeOldest() {
        Aside oldest = aside.remove();
        try {
            finish(oldest.batch, oldest.fold);
        } catch (RuntimeException e) {
            // Its chunks are folded in their own turns, and whichever of them is to blame fails there.
        }
    }

    private BatchFold on(LoadedManifold manifold) {
        BatchFold fold = folds.get(manifold.probeSet());
        if (fold == null || !fold.manifold().equals(manifold)) {
            fold = new BatchFold(manifold);
            folds.put(manifold.probeSet(), fold);
        }
        return fold;
    }

    /** A batch that another thread folds. */
    private record Aside(BatchFold fold, Batch batch) {}
}
