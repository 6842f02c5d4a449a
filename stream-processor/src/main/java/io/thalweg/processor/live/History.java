package io.thalweg.processor.live;

import java.util.ArrayList;
import java.util.List;

/** Records in the order they came, at most so many: when it is full, every other one of the older records goes. */
final class History {
    private final int most;
    private final List<String> records = new ArrayList<>();
    private long characters;
    private boolean thinned;

    History(int most) {
        this.most = most;
    }

    void add(String json) {
        if (records.size() >= most) {
            thin();
        }
        records.add(json);
        characters += json.length();
    }

    /** Keeps the first and the last: together they are the run's whole path, only coarser. */
    private void thin() {
        List<String> kept = new ArrayList<>(records.size() / 2 + 2);
        for (int i = 0; i < records.size(); i++) {
            if (i % 2 == 0 || (i == records.size() - 1 && most > 2)) {
                kept.add(records.get(i));
            }
        }
        records.clear();
        records.addAll(kept);
        characters = kept.stream().mapToLong(String::length).sum();
        thinned = true;
    }

    void clear() {
        records.clear();
        characters = 0;
        thinned = false;
    }

    boolean isThinned() {
        return thinned;
    }

    long characters() {
        return characters;
    }

    List<String> records() {
        return List.copyOf(records);
    }
}
