package io.thalweg.processor.live;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/** What came, in order, at most so many: when it is full, every other one of the older ones goes. */
final class History<T> {
    private final int most;
    private final ToIntFunction<T> size;
    private final List<T> kept = new ArrayList<>();
    private long bytes;
    private boolean thinned;

    /**
     * An empty history.
     *
     * @param size what one takes in memory, in bytes
     */
    History(int most, ToIntFunction<T> size) {
        this.most = most;
        this.size = size;
    }

    void add(T next) {
        if (kept.size() >= most) {
            thin();
        }
        kept.add(next);
        bytes += size.applyAsInt(next);
    }

    /** Keeps the first and the last: together they are the run's whole path, only coarser. */
    private void thin() {
        List<T> fewer = new ArrayList<>(kept.size() / 2 + 2);
        for (int i = 0; i < kept.size(); i++) {
            if (i % 2 == 0 || (i == kept.size() - 1 && most > 2)) {
                fewer.add(kept.get(i));
            }
        }
        kept.clear();
        kept.addAll(fewer);
        bytes = fewer.stream().mapToLong(size::applyAsInt).sum();
        thinned = true;
    }

    void clear() {
        kept.clear();
        bytes = 0;
        thinned = false;
    }

    boolean isThinned() {
        return thinned;
    }

    long bytes() {
        return bytes;
    }

    List<T> all() {
        return List.copyOf(kept);
    }

    /** At most so many of them, at even distances, the first and the last among them. */
    List<T> atMost(int count) {
        int available = kept.size();
        if (available <= count) {
            return all();
        }
        List<T> some = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            some.add(kept.get((int) ((long) i * (available - 1) / Math.max(1, count - 1))));
        }
        return some;
    }
}
