package io.thalweg.processor.policy;

import io.thalweg.protocol.policy.PolicyFormat;
import io.thalweg.protocol.policy.PolicyFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The file of policies, read again and again. Its bytes are compared rather than its time: a file that is mounted by
 * Kubernetes is a link that changes its target, and two changes may fall within one tick of a file system's clock.
 */
public final class PolicyFile implements Runnable, AutoCloseable {
    private static final Duration EVERY = Duration.ofSeconds(2);

    private final Path file;
    private final LoadedPolicies policies;
    private final CountDownLatch closed = new CountDownLatch(1);
    private byte[] last = new byte[0];
    private String lastFailure = "";

    public PolicyFile(Path file, LoadedPolicies policies) {
        this.file = file;
        this.policies = policies;
    }

    /**
     * Reads it for the first time: now there is no last good one.
     *
     * @throws IOException when it cannot be read or used, with every problem
     */
    public void load() throws IOException {
        try {
            last = read();
            policies.takeFile(last);
        } catch (NoSuchFileException e) {
            throw new IOException("%s: no such file".formatted(file), e);
        } catch (PolicyFormatException e) {
            throw new IOException("%s: %s".formatted(file, String.join("; ", e.problems())), e);
        }
    }

    /** Looks again until it is closed. */
    @Override
    public void run() {
        try {
            while (!closed.await(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes the file if it has changed; each change that cannot be used is refused once. */
    void look() {
        try {
            byte[] now = read();
            boolean same = Arrays.equals(now, last);
            last = now;
            if (!same || !lastFailure.isEmpty()) {
                lastFailure = "";
                policies.takeFile(now);
            }
        } catch (PolicyFormatException e) {
            policies.refuseFile(
                    e.problems().stream().map(problem -> file + ": " + problem).toList());
        } catch (IOException e) {
            String failure = "%s cannot be read: %s".formatted(file, e);
            if (!failure.equals(lastFailure)) {
                lastFailure = failure;
                policies.refuseFile(List.of(failure));
            }
        }
    }

    /** One byte more than is allowed tells that it is too large. */
    private byte[] read() throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(PolicyFormat.MOST_BYTES + 1);
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
