package io.thalweg.protocol.manifold;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts manifold files together from the topic's records: chunks in any order, of several manifolds at once, doubled,
 * withdrawn. Chunks go straight to a file; a manifold that the cache already holds is not written again.
 *
 * <p>A manifest normally follows its chunks, but compaction can leave an old manifest before the chunks of a later
 * publication: so a lack is reported only when there is nothing more to come. Not thread-safe.
 */
final class ManifoldAssembler implements AutoCloseable {
    private static final String SPOOL_SUFFIX = ".part";

    private final Path cache;
    private final ManifoldListener listener;
    private final Map<ManifoldHash, PartialManifold> partial = new HashMap<>();
    /** Found in the cache; their manifests have not come yet. */
    private final Map<ManifoldHash, OpenManifold> cached = new HashMap<>();

    private final Set<ManifoldHash> available = new HashSet<>();
    private @Nullable ManifoldHash latest;
    private boolean caughtUp;

    /**
     * Over a folder of its own, which may hold manifolds from an earlier life.
     *
     * @param cache created by {@link #begin} if missing
     */
    ManifoldAssembler(Path cache, ManifoldListener listener) {
        this.cache = cache;
        this.listener = listener;
    }

    /** To be called before the first record of the topic, also when reading begins anew: forgets the unfinished. */
    void begin() throws IOException {
        caughtUp = false;
        Files.createDirectories(cache);
        partial.clear();
        try (DirectoryStream<Path> left = Files.newDirectoryStream(cache, "*" + SPOOL_SUFFIX)) {
            for (Path spool : left) {
                Files.deleteIfExists(spool);
            }
        }
    }

    /**
     * Takes one record.
     *
     * @throws IOException when the cache cannot be written
     */
    void accept(String key, byte @Nullable [] value) throws IOException {
        try {
            ManifoldKey parsed = ManifoldKey.parse(key);
            if (value == null) {
                remove(parsed);
            } else if (parsed.isManifest()) {
                manifest(parsed.manifold(), ManifoldManifest.parse(value));
            } else {
                chunk(parsed, value);
            }
        } catch (IllegalArgumentException e) {
            listener.rejected(quoted(key), String.valueOf(e.getMessage()));
        }
    }

    /** Everything that was there at the start has been read: what is incomplete now will stay so. */
    void caughtUp() {
        caughtUp = true;
        partial.forEach(this::reportLack);
    }

    /** Gives back what nobody has asked for. The listener's manifolds are the listener's. */
    @Override
    public void close() {
        cached.values().forEach(OpenManifold::close);
        cached.clear();
    }

    private void chunk(ManifoldKey key, byte[] value) throws IOException {
        ManifoldHash hash = key.manifold();
        if (value.length == 0 || value.length > ManifoldManifest.CHUNK_BYTES) {
            throw new IllegalArgumentException(
                    "the chunk has %d bytes: expected 1 to %d".formatted(value.length, ManifoldManifest.CHUNK_BYTES));
        }
        if (available.contains(hash) || isCached(hash)) {
            return;
        }
        PartialManifold parts = parts(hash);
        parts.put(key.chunk(), value);
        complete(hash, parts);
    }

    private void manifest(ManifoldHash hash, ManifoldManifest manifest) throws IOException {
        if (!manifest.manifold().equals(hash.value())) {
            throw new IllegalArgumentException("the manifest is of manifold " + manifest.manifold());
        }
        if (available.contains(hash)) {
            // Published once more: it is the one that came last, whatever came in between.
            if (caughtUp && !hash.equals(latest)) {
                announce(hash, openAs(hash, file(hash)));
            }
            return;
        }
        if (isCached(hash)) {
            announce(hash, Optional.ofNullable(cached.remove(hash)).orElseThrow());
            return;
        }
        PartialManifold parts = parts(hash);
        parts.manifest(manifest);
        complete(hash, parts);
        if (caughtUp) {
            reportLack(hash, parts);
        }
    }

    private void remove(ManifoldKey key) throws IOException {
        ManifoldHash hash = key.manifold();
        if (!key.isManifest()) {
            Optional.ofNullable(partial.get(hash)).ifPresent(parts -> parts.forget(key.chunk()));
            return;
        }
        forget(hash);
        if (isCached(hash)) {
            Optional.ofNullable(cached.remove(hash)).ifPresent(OpenManifold::close);
            deleteQuietly(file(hash));
        }
        if (available.remove(hash)) {
            listener.withdrawn(hash);
            deleteQuietly(file(hash));
        }
    }

    private void complete(ManifoldHash hash, PartialManifold parts) throws IOException {
        if (!parts.isComplete()) {
            return;
        }
        Path file = file(hash);
        parts.moveTo(file);
        partial.remove(hash);
        try {
            announce(hash, openAs(hash, file));
        } catch (ManifoldFormatException e) {
            Files.deleteIfExists(file);
            listener.rejected(hash.value(), e.getMessage());
        }
    }

    private void announce(ManifoldHash hash, OpenManifold manifold) {
        available.add(hash);
        latest = hash;
        listener.available(manifold);
    }

    private PartialManifold parts(ManifoldHash hash) {
        return partial.computeIfAbsent(hash, any -> new PartialManifold(cache.resolve(hash.hex() + SPOOL_SUFFIX)));
    }

    private void forget(ManifoldHash hash) throws IOException {
        PartialManifold parts = partial.remove(hash);
        if (parts != null) {
            parts.discard();
        }
    }

    private void reportLack(ManifoldHash hash, PartialManifold parts) {
        if (parts.lacksChunksUnreported()) {
            listener.rejected(hash.value(), parts.lack());
        }
    }

    /** Looks into the cache when a manifold is first heard of; a file there that is not sound is as good as none. */
    private boolean isCached(ManifoldHash hash) throws IOException {
        if (cached.containsKey(hash)) {
            return true;
        }
        if (partial.containsKey(hash) || !Files.exists(file(hash))) {
            return false;
        }
        try {
            cached.put(hash, openAs(hash, file(hash)));
            return true;
        } catch (ManifoldFormatException | NoSuchFileException e) {
            Files.deleteIfExists(file(hash));
            return false;
        }
    }

    private static OpenManifold openAs(ManifoldHash hash, Path file) throws IOException {
        OpenManifold manifold = ManifoldFile.open(file);
        if (!manifold.hash().equals(hash)) {
            manifold.close();
            throw new ManifoldFormatException(
                    ManifoldFormatException.Problem.CORRUPT,
                    "%s holds manifold %s: publish both again".formatted(file, manifold.hash()));
        }
        return manifold;
    }

    private Path file(ManifoldHash hash) {
        return cache.resolve(hash.hex() + ManifoldFile.SUFFIX);
    }

    /** Some systems do not let a mapped file be deleted; the next start finds and reuses or replaces it. */
    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // Nothing depends on it.
        }
    }

    private static String quoted(String key) {
        String line = key.replaceAll("\\p{Cntrl}", "?");
        return line.length() <= 100 ? line : line.substring(0, 100) + "...";
    }
}
