package io.thalweg.processor.topology;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A token bucket for each producer of one partition: filled at its bytes a second, holding ten seconds' worth, and two chunks
 * at least.
 *
 * <p>Time is the records' own, never running back, and never ahead of the wall clock (the topology sees to that). So what
 * waited while the processor was down is not refused for coming all at once, a second reading of the same records comes to the
 * same result, and a producer that lies about its time gains at most one bucket: it can neither reach the future nor have the
 * past filled twice.
 *
 * <p>Buckets are in memory only. When a partition moves they are full again, which lets through one bucket too much at most.
 */
final class ProducerRates {
    /** Who says another name with every run has a fresh bucket every time, but none of memory. */
    private static final int MOST_BUCKETS = 10_000;

    private static final int BUCKET_SECONDS = 10;
    private static final long SMALLEST_BUCKET_BYTES = 2L << 20;

    private final long bytesPerSecond;
    private final long bucketBytes;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MOST_BUCKETS;
        }
    };

    /** How full it was, and when. */
    private record Bucket(double bytes, long atMillis) {}

    ProducerRates(int bytesPerSecond) {
        this.bytesPerSecond = bytesPerSecond;
        this.bucketBytes = Math.max(SMALLEST_BUCKET_BYTES, bytesPerSecond * (long) BUCKET_SECONDS);
    }

    /** Takes so many bytes from the producer's bucket; false, and nothing taken, if there are not so many in it. */
    boolean take(String producer, int bytes, long timeMillis) {
        if (bytesPerSecond == 0) {
            return true;
        }
        Bucket before = buckets.getOrDefault(producer, new Bucket(bucketBytes, timeMillis));
        long now = Math.max(timeMillis, before.atMillis());
        double filled =
                Math.min((double) bucketBytes, before.bytes() + bytesPerSecond * ((now - before.atMillis()) / 1000.0));
        boolean enough = filled >= bytes;
        buckets.put(producer, new Bucket(enough ? filled - bytes : filled, now));
        return enough;
    }
}
