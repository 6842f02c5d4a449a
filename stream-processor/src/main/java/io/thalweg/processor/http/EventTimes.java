package io.thalweg.processor.http;

import java.time.Duration;

/**
 * Times of the event stream.
 *
 * @param heartbeat longest silence, so that proxies keep the connection and a dead one is noticed
 * @param stall longest time that one write may take before the client is cut off
 */
record EventTimes(Duration heartbeat, Duration stall) {
    static EventTimes standard() {
        return new EventTimes(Duration.ofSeconds(15), Duration.ofSeconds(10));
    }
}
