package io.thalweg.protocol.manifold;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The key of one record on the topic: {@code HASH} for the manifest, {@code HASH/00012} for a chunk.
 *
 * @param chunk its index, or {@link #MANIFEST}
 */
record ManifoldKey(ManifoldHash manifold, int chunk) {
    static final int MANIFEST = -1;
    private static final Pattern FORM = Pattern.compile("(sha256:[0-9a-f]{64})(?:/([0-9]{5,6}))?");

    static ManifoldKey manifest(ManifoldHash manifold) {
        return new ManifoldKey(manifold, MANIFEST);
    }

    static boolean isKey(String text) {
        return FORM.matcher(text).matches();
    }

    /**
     * Reads a key.
     *
     * @throws IllegalArgumentException when it has another form
     */
    static ManifoldKey parse(String key) {
        Matcher matcher = FORM.matcher(key);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("the key is neither a manifold's hash nor one of its chunks");
        }
        String chunk = matcher.group(2);
        return new ManifoldKey(new ManifoldHash(matcher.group(1)), chunk == null ? MANIFEST : Integer.parseInt(chunk));
    }

    boolean isManifest() {
        return chunk == MANIFEST;
    }

    @Override
    public String toString() {
        return isManifest() ? manifold.value() : String.format(Locale.ROOT, "%s/%05d", manifold, chunk);
    }
}
