package io.thalweg.protocol.manifold;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A listener that notes what it is told, in order, and closes what it is given. */
final class Heard implements ManifoldListener {
    private final List<String> events = new CopyOnWriteArrayList<>();

    static String arrivalOf(ManifoldHash hash) {
        return "available " + hash;
    }

    static String withdrawalOf(ManifoldHash hash) {
        return "withdrawn " + hash;
    }

    List<String> events() {
        return List.copyOf(events);
    }

    @Override
    public void available(OpenManifold manifold) {
        manifold.manifold().calibration();
        events.add(arrivalOf(manifold.hash()));
        manifold.close();
    }

    @Override
    public void withdrawn(ManifoldHash hash) {
        events.add(withdrawalOf(hash));
    }

    @Override
    public void rejected(String key, String reason) {
        events.add("rejected " + key + ": " + reason);
    }

    @Override
    public void waiting(String reason) {
        events.add("waiting " + reason);
    }
}
