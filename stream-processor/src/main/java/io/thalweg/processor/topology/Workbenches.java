package io.thalweg.processor.topology;

/** One workbench for each stream thread, whatever the partitions that it has. */
final class Workbenches {
    private final ThreadLocal<Workbench> benches;

    Workbenches(Upcoming upcoming) {
        this.benches = ThreadLocal.withInitial(() -> new Workbench(upcoming));
    }

    Workbench ofThisThread() {
        return benches.get();
    }
}
