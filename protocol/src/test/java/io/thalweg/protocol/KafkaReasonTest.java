package io.thalweg.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.junit.jupiter.api.Test;

class KafkaReasonTest {
    @Test
    void innermostOfKafkasExceptionsIsTold() {
        KafkaException refused = new KafkaException(
                "Cannot execute transactional method because we are in an error state",
                new ClusterAuthorizationException("Cluster authorization failed."));

        assertEquals("Cluster authorization failed.", KafkaReason.of(refused));
        assertEquals("Cluster authorization failed.", KafkaReason.of(new ExecutionException(refused)));
    }

    @Test
    void causesThatAreNotKafkasAreLeftOut() {
        assertEquals("no disk", KafkaReason.of(new KafkaException("no disk\nand more", new IOException("ENOSPC"))));
        assertEquals("null", KafkaReason.of(new KafkaException()));
    }
}
