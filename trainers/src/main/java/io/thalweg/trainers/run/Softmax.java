package io.thalweg.trainers.run;

/** From logits to probabilities. */
public final class Softmax {

    private Softmax() {}

    /**
     * p_c = exp(z_c - max z) / sum exp(z - max z), row by row, in place, in double precision up to the last rounding.
     * A row with a NaN or an infinite logit becomes NaN, entry for entry: it is a finding, and stays one.
     *
     * @param rows (samples x classes)
     */
    public static void inPlace(float[] rows, int classes) {
        if (classes < 1 || rows.length % classes != 0) {
            throw new IllegalArgumentException(rows.length + " values in rows of " + classes);
        }
        double[] weights = new double[classes];
        for (int first = 0; first < rows.length; first += classes) {
            double largest = Double.NEGATIVE_INFINITY;
            for (int c = 0; c < classes; c++) {
                largest = Math.max(largest, rows[first + c]);
            }
            double sum = 0;
            for (int c = 0; c < classes; c++) {
                weights[c] = Math.exp(rows[first + c] - largest);
                sum += weights[c];
            }
            for (int c = 0; c < classes; c++) {
                rows[first + c] = (float) (weights[c] / sum);
            }
        }
    }
}
