package io.thalweg.geometry;

/** The true class of every probe sample, each in [0, classes). Immutable. */
public final class Labels {
    private final int[] labels;
    private final int classes;

    private Labels(int[] labels, int classes) {
        this.labels = labels;
        this.classes = classes;
    }

    /**
     * Checked labels.
     *
     * @param labels one class a sample, in the probe set's order; copied
     * @param classes number of classes, at least 2 (with one class nothing can be learnt)
     * @throws IllegalArgumentException naming the first sample whose label is out of range
     */
    public static Labels of(int[] labels, int classes) {
        if (classes < 2) {
            throw new IllegalArgumentException("classes is %d: expected at least 2".formatted(classes));
        }
        if (labels.length == 0) {
            throw new IllegalArgumentException("labels is empty: expected at least one sample");
        }
        for (int n = 0; n < labels.length; n++) {
            if (labels[n] < 0 || labels[n] >= classes) {
                throw new IllegalArgumentException(
                        "label of sample %d is %d: expected 0 to %d".formatted(n, labels[n], classes - 1));
            }
        }
        return new Labels(labels.clone(), classes);
    }

    /** Number of samples, N. */
    public int samples() {
        return labels.length;
    }

    /** Number of classes, C. */
    public int classes() {
        return classes;
    }

    /** The class of one sample. */
    public int label(int sample) {
        return labels[sample];
    }

    /** A copy of all labels. */
    public int[] toArray() {
        return labels.clone();
    }
}
