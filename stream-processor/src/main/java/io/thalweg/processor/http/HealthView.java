package io.thalweg.processor.http;

import java.util.List;

/** What the health endpoints ask the processor. */
public interface HealthView {
    /** Whether the process is worth keeping; a restart may help otherwise. */
    boolean alive();

    /** What keeps it from its work now: sentences; none when it is ready. */
    List<String> obstacles();
}
