package io.thalweg.protocol;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The fixed samples on which every run's predictions are compared: their ids and labels in the order in which they are
 * published. That order should be random, so that a prefix is a fair sample.
 *
 * <p>Identity: SHA-256 over the ASCII bytes {@code thalweg.probe/1\n}, the number of samples and of classes as unsigned
 * 32-bit integers, then for each sample the byte length of its id (unsigned 32-bit), the id in UTF-8 and the label
 * (signed 32-bit); all integers little-endian.
 */
public final class ProbeSet {
    private static final byte[] DOMAIN = "thalweg.probe/1\n".getBytes(StandardCharsets.US_ASCII);

    private final int[] labels;
    private final int classes;
    private final ProbeSetId id;

    private ProbeSet(IntFunction<String> ids, int[] labels, int classes) {
        Expect.that(labels.length > 0, "number of labels", labels.length, "at least 1");
        Expect.that(classes >= 2, "classes", classes, "at least 2");
        for (int n = 0; n < labels.length; n++) {
            boolean inRange = labels[n] >= 0 && labels[n] < classes;
            Expect.that(inRange, "label of sample " + n, labels[n], "0 to " + (classes - 1));
        }
        this.labels = labels.clone();
        this.classes = classes;
        this.id = identity(ids, this.labels, classes);
    }

    /**
     * Samples whose ids are their decimal indices 0, 1, ...
     *
     * @throws IllegalArgumentException when there is no label, fewer than 2 classes, or a label out of range
     */
    public static ProbeSet of(int[] labels, int classes) {
        return new ProbeSet(Integer::toString, labels, classes);
    }

    /**
     * Samples with ids of their own.
     *
     * @throws IllegalArgumentException when there is no label, not one id for each label, fewer than 2 classes, or a label
     *     out of range
     */
    public static ProbeSet of(List<String> ids, int[] labels, int classes) {
        Expect.that(
                ids.size() == labels.length,
                "number of ids",
                ids.size(),
                "one for each of " + labels.length + " labels");
        return new ProbeSet(List.copyOf(ids)::get, labels, classes);
    }

    public ProbeSetId id() {
        return id;
    }

    public int samples() {
        return labels.length;
    }

    public int classes() {
        return classes;
    }

    public int label(int sample) {
        return labels[sample];
    }

    /** A copy of the labels. */
    public int[] labels() {
        return labels.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ProbeSet that && id.equals(that.id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return "ProbeSet[" + labels.length + " samples, " + classes + " classes, " + id + "]";
    }

    private static ProbeSetId identity(IntFunction<String> ids, int[] labels, int classes) {
        MessageDigest sha = sha256();
        sha.update(DOMAIN);
        ByteBuffer word = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        sha.update(word.putInt(0, labels.length).array());
        sha.update(word.putInt(0, classes).array());
        for (int n = 0; n < labels.length; n++) {
            byte[] name = ids.apply(n).getBytes(StandardCharsets.UTF_8);
            sha.update(word.putInt(0, name.length).array());
            sha.update(name);
            sha.update(word.putInt(0, labels[n]).array());
        }
        return ProbeSetId.ofBytes(sha.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
