package io.thalweg.protocol.manifold;

/** Follows the topic of manifolds from its beginning and assembles what it finds. */
@SuppressWarnings("DoNotCallSuggester")
public final class ManifoldTopicReader implements Runnable, AutoCloseable {
    ManifoldTopicReader() {}

    /** Follows the topic until {@link #close()}; waits and tries again while it cannot be read. */
    @Override
    public void run() {
        throw new UnsupportedOperationException();
    }

    /** Whether everything that was on the topic when reading began has been dealt with. */
    public boolean caughtUp() {
        return false;
    }

    /** Ends {@link #run()} soon; from any thread. */
    @Override
    public void close() {}
}
