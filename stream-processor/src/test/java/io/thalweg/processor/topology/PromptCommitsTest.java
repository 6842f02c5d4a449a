package io.thalweg.processor.topology;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.Test;

class PromptCommitsTest {
    private static final Duration APART = Duration.ofMillis(50);

    private final SettableClock clock = new SettableClock();
    private final Upcoming upcoming = new Upcoming();
    private final Map<MetricName, Metric> metrics = Stream.of(
                    new CommitTotal("of-another-thread"),
                    new CommitTotal(Thread.currentThread().getName()))
            .collect(Collectors.toMap(CommitTotal::metricName, total -> total));
    private double counted;
    private final PromptCommits commits = new PromptCommits(upcoming, APART, clock);

    @Test
    void whatComesAloneIsCommittedAtOnce() {
        take(fetch(1));

        assertTrue(isTime());
    }

    @Test
    void oneIsSomeTimeAfterTheOther() {
        take(fetch(1));
        isTime();

        take(fetch(1));
        clock.advance(APART.minusMillis(1));
        assertFalse(isTime());

        clock.advance(Duration.ofMillis(1));
        assertTrue(isTime());
    }

    @Test
    void whatWaitsIsMeasuredFirst() {
        List<byte[]> two = fetch(2);

        take(two.subList(0, 1));
        assertFalse(isTime());

        take(two.subList(1, 2));
        assertTrue(isTime());
    }

    @Test
    void notWithABacklog() {
        take(fetch(3 * Batch.MOST));
        assertFalse(isTime());

        take(fetch(1));
        assertTrue(isTime());
    }

    @Test
    void commitOfKafkaStreamsCounts() {
        take(fetch(1));
        isTime();
        counted = 1;

        clock.advance(APART);
        counted = 2;
        take(fetch(1));
        assertFalse(isTime());

        clock.advance(APART);
        assertTrue(isTime());
    }

    @Test
    void clockThatIsSetBackDoesNotKeepItWaiting() {
        isTime();
        clock.advance(Duration.ofHours(-3));

        assertTrue(isTime());
    }

    private boolean isTime() {
        return commits.isTime(metrics);
    }

    private List<byte[]> fetch(int count) {
        List<byte[]> fetched = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] value = {(byte) i};
            fetched.add(value);
            upcoming.add(0, value);
        }
        return fetched;
    }

    private void take(List<byte[]> values) {
        values.forEach(upcoming::take);
    }

    /** As Kafka Streams counts the commits of a thread. */
    private final class CommitTotal implements Metric {
        private final MetricName name;

        CommitTotal(String thread) {
            this.name = new MetricName("commit-total", "stream-thread-metrics", "", Map.of("thread-id", thread));
        }

        @Override
        public MetricName metricName() {
            return name;
        }

        @Override
        public Object metricValue() {
            return name.tags().containsValue(Thread.currentThread().getName()) ? counted : 1000.0;
        }
    }
}
