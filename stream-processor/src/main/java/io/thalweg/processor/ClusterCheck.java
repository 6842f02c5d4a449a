package io.thalweg.processor;

import io.thalweg.processor.configuration.ProcessorConfiguration;
import io.thalweg.protocol.TopicLayout;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for the cluster, then looks whether the topics are as they must be. */
final class ClusterCheck {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterCheck.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(5);

    private final ProcessorConfiguration configuration;
    private final CountDownLatch closing;
    private final Consumer<String> progress;

    /**
     * A check.
     *
     * @param closing counted down to end the wait
     * @param progress is told what is being waited for
     */
    ClusterCheck(ProcessorConfiguration configuration, CountDownLatch closing, Consumer<String> progress) {
        this.configuration = configuration;
        this.closing = closing;
        this.progress = progress;
    }

    /**
     * Waits until the cluster answers.
     *
     * @return the number of partitions of the topics that are keyed by run
     * @throws ProcessorStartException when it does not answer within startup.timeout, or its topics do not do
     */
    int await() throws ProcessorStartException, InterruptedException {
        long deadline = System.nanoTime() + configuration.startupTimeout().toNanos();
        Duration pause = FIRST_PAUSE;
        while (true) {
            Duration left = Duration.ofNanos(Math.max(1_000_000, deadline - System.nanoTime()));
            try {
                return check(left.compareTo(LONGEST_ANSWER) < 0 ? left : LONGEST_ANSWER);
            } catch (KafkaException e) {
                String failure = failure(e);
                left = Duration.ofNanos(deadline - System.nanoTime());
                if (e instanceof AuthenticationException || e.getCause() instanceof AuthenticationException) {
                    throw new ProcessorStartException(
                            "Kafka at " + configuration.bootstrapServers() + " refuses this client: " + failure, e);
                }
                if (left.isNegative() || left.isZero()) {
                    throw new ProcessorStartException(
                            "Kafka at " + configuration.bootstrapServers() + " cannot be reached, gave up after "
                                    + configuration.startupTimeout().toMillis() / 1000.0
                                    + " s (startup.timeout): " + failure,
                            e);
                }
                waiting(failure, left);
            }
            if (closing.await(Math.min(pause.toMillis(), left.toMillis()), TimeUnit.MILLISECONDS)) {
                throw new ProcessorStartException("closed while waiting for Kafka");
            }
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    private void waiting(String failure, Duration left) {
        progress.accept("waiting for Kafka at " + configuration.bootstrapServers() + ": " + failure);
        LOG.atWarn()
                .addKeyValue("bootstrapServers", configuration.bootstrapServers())
                .addKeyValue("reason", failure)
                .addKeyValue("givingUpInSeconds", left.toSeconds())
                .log("Kafka cannot be reached, trying again");
    }

    private int check(Duration answer) throws ProcessorStartException, InterruptedException {
        try (Admin admin = Admin.create(properties(answer))) {
            List<String> problems = TopicLayout.standard(configuration.topics()).problems(admin);
            if (!problems.isEmpty()) {
                throw new ProcessorStartException(String.join(System.lineSeparator(), problems));
            }
            String topic = configuration.topics().snapshots();
            Map<String, TopicDescription> described =
                    admin.describeTopics(List.of(topic)).allTopicNames().get();
            return described.values().iterator().next().partitions().size();
        } catch (ExecutionException e) {
            throw new KafkaException(e.getCause() == null ? e : e.getCause());
        }
    }

    private Map<String, Object> properties(Duration answer) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) answer.toMillis());
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) answer.toMillis());
        properties.putAll(ClientProperties.admin(configuration));
        return properties;
    }

    private static String failure(KafkaException e) {
        return e.getCause() != null && e.getCause().getMessage() != null
                ? e.getCause().getMessage()
                : String.valueOf(e.getMessage());
    }
}
