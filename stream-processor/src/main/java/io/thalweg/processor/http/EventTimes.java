package io.thalweg.processor.http;

import java.time.Duration;

/**
 * Times that keep slow clients from staying.
 *
 * @param heartbeat longest silence, so that proxies keep the connection and a dead one is noticed
 * @param stall longest time that one write may take before the client is cut off
 * @param answer longest time that any other answer may take before its connection is ended
 */
record EventTimes(Duration heartbeat, Duration stall, Duration answer) {
    static EventTimes standard() {
        return new EventTimes(Duration.ofSeconds(15), Duration.ofSeconds(10), Duration.ofSeconds(30));
    }
}
