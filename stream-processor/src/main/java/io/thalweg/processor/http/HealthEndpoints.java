package io.thalweg.processor.http;

import java.util.List;
import java.util.Set;

/** {@code /health/live} and {@code /health/ready}. */
final class HealthEndpoints {
    /** Answered to everybody, at any time. */
    static final Set<String> PATHS = Set.of("/health/live", "/health/ready");

    private final HealthView health;

    HealthEndpoints(HealthView health) {
        this.health = health;
    }

    Reply live(Request request) {
        boolean alive = health.alive();
        return Reply.json(alive ? 200 : 503, json -> json.writeStringField("status", alive ? "live" : "failed"));
    }

    Reply ready(Request request) {
        List<String> obstacles = health.obstacles();
        return Reply.json(obstacles.isEmpty() ? 200 : 503, json -> {
            json.writeStringField("status", obstacles.isEmpty() ? "ready" : "not ready");
            json.writeArrayFieldStart("reasons");
            for (String obstacle : obstacles) {
                json.writeString(obstacle);
            }
            json.writeEndArray();
        });
    }
}
