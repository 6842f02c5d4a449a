package io.thalweg.processor;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What follows when a stream thread dies: another takes its place, unless none could do better or too many have died in a
 * short time; then the processor stops with a reason.
 */
final class StreamFailures implements StreamsUncaughtExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(StreamFailures.class);
    private static final int MOST_FAILURES = 10;
    private static final Duration WITHIN = Duration.ofMinutes(10);

    private final InstantSource clock;
    private final Consumer<String> stopping;
    private final Deque<Instant> recent = new ArrayDeque<>();

    /** Tells {@code stopping} the reason when it gives up. */
    StreamFailures(InstantSource clock, Consumer<String> stopping) {
        this.clock = clock;
        this.stopping = stopping;
    }

    @Override
    public StreamThreadExceptionResponse handle(Throwable failure) {
        Optional<String> reason = hopeless(failure).or(() -> tooMany(failure));
        if (reason.isPresent()) {
            LOG.atError().addKeyValue("reason", reason.get()).setCause(failure).log("stream processing stops");
            stopping.accept(reason.get());
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        LOG.atWarn().setCause(failure).log("a stream thread died, another takes its place");
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    private static Optional<String> hopeless(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof FencedInstanceIdException) {
                return Optional.of("another processor uses the same instance.id: give each replica its own");
            }
            if (cause instanceof MissingSourceTopicException) {
                return Optional.of("a source topic is gone: " + cause.getMessage());
            }
            if (cause instanceof AuthenticationException
                    || cause instanceof AuthorizationException
                    || cause instanceof UnsupportedVersionException) {
                return Optional.of("the cluster refuses this client: " + cause.getMessage());
            }
            if (cause instanceof Error) {
                return Optional.of(cause.toString());
            }
        }
        return Optional.empty();
    }

    private synchronized Optional<String> tooMany(Throwable failure) {
        Instant now = clock.instant();
        recent.addLast(now);
        while (recent.getFirst().isBefore(now.minus(WITHIN))) {
            recent.removeFirst();
        }
        return recent.size() > MOST_FAILURES
                ? Optional.of(recent.size() + " stream threads died within " + WITHIN.toMinutes()
                        + " minutes, the last of: " + failure)
                : Optional.empty();
    }
}
