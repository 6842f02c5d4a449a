package io.thalweg.processor.topology;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.jspecify.annotations.Nullable;

/**
 * When a stream thread asks Kafka Streams for a commit before the commit interval is over: until then nobody sees what it has
 * measured, and when nothing waits it has nothing better to do. So a snapshot that comes alone is committed at once.
 *
 * <p>Not with a backlog, where each commit would keep a snapshot from being measured. Each thread has its own time, since a
 * commit is of all partitions of a thread.
 */
final class PromptCommits {
    private static final String GROUP = "stream-thread-metrics";
    private static final String TOTAL = "commit-total";

    private final Upcoming upcoming;
    private final long apartMillis;
    private final InstantSource clock;
    private final ThreadLocal<Commits> ofThread = ThreadLocal.withInitial(Commits::new);

    /** @param apart at least so long from one to the next */
    PromptCommits(Upcoming upcoming, Duration apart, InstantSource clock) {
        this.upcoming = upcoming;
        this.apartMillis = apart.toMillis();
        this.clock = clock;
    }

    /**
     * Whether it is time for one, now that a record has been processed; whoever hears so asks.
     *
     * @param metrics those of Kafka Streams, which count the commits of each thread
     */
    boolean isTime(Map<MetricName, ? extends Metric> metrics) {
        Commits commits = ofThread.get();
        long now = clock.millis();
        commits.look(metrics, now);
        if (upcoming.size() > 0 || upcoming.isBacklog() || commits.isWithin(apartMillis, now)) {
            return false;
        }
        commits.asked(now);
        return true;
    }

    /** Those of one thread. */
    private static final class Commits {
        private boolean looked;
        private @Nullable Metric total;
        private double counted;
        private double expected;
        private long lastMillis = Long.MIN_VALUE;

        /** Sees those that came without being asked for, by their number: Kafka Streams tells nobody of a commit. */
        void look(Map<MetricName, ? extends Metric> metrics, long now) {
            if (!looked) {
                total = find(metrics).orElse(null);
                looked = true;
            }
            counted = total == null ? 0 : (double) total.metricValue();
            if (counted > expected) {
                expected = counted;
                lastMillis = now;
            }
        }

        private static Optional<Metric> find(Map<MetricName, ? extends Metric> metrics) {
            String thread = Thread.currentThread().getName();
            return metrics.entrySet().stream()
                    .filter(each -> each.getKey().group().equals(GROUP)
                            && each.getKey().name().equals(TOTAL)
                            && thread.equals(each.getKey().tags().get("thread-id")))
                    .<Metric>map(Map.Entry::getValue)
                    .findAny();
        }

        /** A clock that was set back makes it seem long ago. */
        boolean isWithin(long millis, long now) {
            return now >= lastMillis && now < lastMillis + millis;
        }

        /** Expects one more than there are, not than were asked for: one that did not come must not hide another. */
        void asked(long now) {
            expected = counted + 1;
            lastMillis = now;
        }
    }
}
