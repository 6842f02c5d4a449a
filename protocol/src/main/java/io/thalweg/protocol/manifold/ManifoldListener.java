package io.thalweg.protocol.manifold;

/** Who wants to know what comes and goes on the topic of manifolds. Called on the reader's thread. */
public interface ManifoldListener {
    /** A manifold is on the topic, complete and checked. Its receiver owns it and closes it. */
    void available(OpenManifold manifold);

    /** A manifold that was available has been taken off the topic. */
    void withdrawn(ManifoldHash hash);

    /**
     * Records that make no manifold; said once for each set of records. The reader goes on.
     *
     * @param key the key of the record that showed it
     * @param reason one line
     */
    void rejected(String key, String reason);

    /**
     * The topic cannot be read now; the reader tries again by itself.
     *
     * @param reason one line, the same for as long as nothing changes
     */
    void waiting(String reason);
}
