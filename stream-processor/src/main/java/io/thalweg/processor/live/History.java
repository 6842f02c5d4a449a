package io.thalweg.processor.live;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;

/** What came, in order, at most so many: when it is full it is thinned to half or less, evenly over all that came. */
final class History<T> {
    private final int most;
    private final ToIntFunction<T> size;
    private final List<T> kept = new ArrayList<>();
    /** How many had come before each of those kept: thinned by that, the oldest are not thinned again and again. */
    private long[] places = new long[4];

    private long came;
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
        append(next, came++);
        bytes += bytesOf(next);
    }

    private void append(T next, long place) {
        if (kept.size() == places.length) {
            places = Arrays.copyOf(places, 2 * places.length);
        }
        places[kept.size()] = place;
        kept.add(next);
    }

    /** Keeps the first and the last: together they are the run's whole path, only coarser. */
    void thin() {
        List<T> all = List.copyOf(kept);
        int last = all.size() - 1;
        if (last < 1) {
            return;
        }
        // Two gaps that stay make up more than this, so that about half of all goes; none is made wider than this.
        double spacing = (places[last] - places[0]) / Math.max(1.0, Math.floor(all.size() / 4.0));
        kept.clear();
        bytes = 0;
        long before = places[0];
        for (int i = 0; i <= last; i++) {
            boolean keeps = i == 0 || (i == last ? most > 2 : places[i + 1] - before > spacing);
            if (keeps) {
                before = places[i];
                append(all.get(i), places[i]);
                bytes += bytesOf(all.get(i));
            }
        }
        thinned = true;
    }

    private long bytesOf(T one) {
        return (long) size.applyAsInt(one) + Long.BYTES;
    }

    void clear() {
        kept.clear();
        came = 0;
        bytes = 0;
        thinned = false;
    }

    boolean isThinned() {
        return thinned;
    }

    int size() {
        return kept.size();
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
