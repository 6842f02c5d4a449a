package io.thalweg.protocol;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/** An answer of a cluster that is waited for. */
interface ClusterAnswer<T> {
    T get() throws ExecutionException, InterruptedException;

    /**
     * The answer.
     *
     * @throws KafkaException that says what was asked and why it failed
     */
    static <T> T await(String what, ClusterAnswer<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new KafkaException(what + " failed: " + cause.getMessage(), cause);
        } catch (InterruptedException e) {
            throw new InterruptException(e); // restores the interrupt
        }
    }
}
