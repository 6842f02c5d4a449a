package io.thalweg.geometry;

/** Landmarks with their float32 rows on the heap; exact rows still come from where they came from. */
final class FloatRows implements LandmarkAmplitudes {
    private final LandmarkAmplitudes source;
    private final float[][] rows;

    private FloatRows(LandmarkAmplitudes source, float[][] rows) {
        this.source = source;
        this.rows = rows;
    }

    static FloatRows of(LandmarkAmplitudes source) {
        float[][] rows = new float[Math.multiplyExact(source.samples(), source.classes())][];
        for (int r = 0; r < rows.length; r++) {
            rows[r] = source.row(r / source.classes(), r % source.classes(), new float[source.landmarks()]);
        }
        return new FloatRows(source, rows);
    }

    @Override
    public int samples() {
        return source.samples();
    }

    @Override
    public int classes() {
        return source.classes();
    }

    @Override
    public int landmarks() {
        return source.landmarks();
    }

    @Override
    public float[] row(int sample, int clazz, float[] scratch) {
        return rows[sample * source.classes() + clazz];
    }

    @Override
    public double[] row(int sample, int clazz, double[] scratch) {
        return source.row(sample, clazz, scratch);
    }

    @Override
    public float amplitude(int sample, int clazz, int landmark) {
        return rows[sample * source.classes() + clazz][landmark];
    }
}
