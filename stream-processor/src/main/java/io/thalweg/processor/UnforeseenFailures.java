package io.thalweg.processor;

import io.thalweg.processor.topology.TopologyObserver;
import io.thalweg.protocol.chunk.RejectionReason;
import java.util.Map;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.LogAndContinueProcessingExceptionHandler;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * A failure that the topology did not foresee: logged, counted as {@code INTERNAL}, the record dead-lettered by Kafka
 * Streams, and processing goes on. Made by Kafka Streams, by name.
 */
public final class UnforeseenFailures implements ProcessingExceptionHandler {
    static final String OBSERVER = "thalweg.topology.observer";

    private final LogAndContinueProcessingExceptionHandler next = new LogAndContinueProcessingExceptionHandler();
    private @Nullable TopologyObserver observer;

    @Override
    public void configure(Map<String, ?> properties) {
        next.configure(properties);
        if (properties.get(OBSERVER) instanceof TopologyObserver given) {
            observer = given;
        }
    }

    @Override
    public Response handleError(ErrorHandlerContext context, Record<?, ?> record, Exception failure) {
        if (observer != null) {
            observer.rejected(RejectionReason.INTERNAL);
        }
        return next.handleError(context, record, failure);
    }
}
