package io.thalweg.geometry.vector;

import io.thalweg.geometry.LandmarkAmplitudes;

/** Landmarks in the layout of the kernels. Exact rows still come from where the landmarks came from. */
interface TiledLandmarks extends LandmarkAmplitudes {
    Tiling tiling();

    /** A fold over these landmarks, with scratch space of its own. */
    Fold fold(double floor);

    /** Where the exact rows are. */
    LandmarkAmplitudes source();

    @Override
    default int samples() {
        return tiling().samples();
    }

    @Override
    default int classes() {
        return tiling().classes();
    }

    @Override
    default int landmarks() {
        return tiling().landmarks();
    }

    @Override
    default float[] row(int sample, int clazz, float[] scratch) {
        for (int j = 0; j < landmarks(); j++) {
            scratch[j] = amplitude(sample, clazz, j);
        }
        return scratch;
    }

    @Override
    default double[] row(int sample, int clazz, double[] scratch) {
        return source().row(sample, clazz, scratch);
    }
}
