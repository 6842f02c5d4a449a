package io.thalweg.processor.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.thalweg.processor.live.EventLog.Reading;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class EventLogTest {
    private final EventLog log = new EventLog(4, 1000);

    @Test
    void eventsAfterAPlaceComeInOrder() throws InterruptedException {
        append(3);

        Reading.Next next = assertInstanceOf(Reading.Next.class, log.after(1, Duration.ZERO));

        assertEquals(2, next.events().get(0).id());
        assertEquals(2, next.events().size());
    }

    @Test
    void placeThatIsOverwrittenIsAnOverrun() throws InterruptedException {
        append(10);

        Reading reading = log.after(5, Duration.ZERO);

        assertEquals(new Reading.Overrun(10), reading);
    }

    @Test
    void oldestEventKeptIsStillReached() throws InterruptedException {
        append(10);

        Reading.Next next = assertInstanceOf(Reading.Next.class, log.after(6, Duration.ZERO));

        assertEquals(4, next.events().size());
    }

    @Test
    void placeInTheFutureIsAnOverrun() throws InterruptedException {
        append(2);

        Reading reading = log.after(77, Duration.ZERO);

        assertEquals(new Reading.Overrun(2), reading);
    }

    @Test
    void sizeIsBoundedToo() throws InterruptedException {
        log.append(LiveEvent.Type.RUN, "x".repeat(900));
        log.append(LiveEvent.Type.RUN, "x".repeat(900));

        Reading reading = log.after(0, Duration.ZERO);

        assertEquals(new Reading.Overrun(2), reading);
    }

    @Test
    void waitEndsEmptyHanded() throws InterruptedException {
        Reading.Next next = assertInstanceOf(Reading.Next.class, log.after(0, Duration.ofMillis(5)));

        assertEquals(0, next.events().size());
    }

    @Test
    void closedLogEndsTheWait() throws InterruptedException {
        log.close();

        assertInstanceOf(Reading.Closed.class, log.after(0, Duration.ofHours(1)));
    }

    private void append(int count) {
        for (int i = 0; i < count; i++) {
            log.append(LiveEvent.Type.METRICS, "{}");
        }
    }
}
