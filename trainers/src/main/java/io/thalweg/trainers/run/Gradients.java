package io.thalweg.trainers.run;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.function.Supplier;

/**
 * Recording of gradients on this thread.
 *
 * <p>DJL's own collector allows one recording at a time in the whole process, although PyTorch keeps its graphs and its
 * recording switch per thread; with it, two runs could not train side by side. So the two calls that it makes are made
 * here.
 */
final class Gradients {

    private Gradients() {}

    /** Computes a loss and adds d(loss)/d(parameter) to the gradient of every parameter that it depends on. */
    static void ofLoss(Supplier<NDArray> loss) {
        with(true, () -> {
            NDArray value = loss.get();
            JniUtils.backward((PtNDArray) value, (PtNDArray) value.onesLike(), false, false);
            return value;
        });
    }

    /** Computes something of which no gradient is wanted. */
    static <T> T ignored(Supplier<T> computation) {
        return with(false, computation);
    }

    private static <T> T with(boolean recording, Supplier<T> computation) {
        boolean before = JniUtils.isGradMode();
        JniUtils.setGradMode(recording);
        try {
            return computation.get();
        } finally {
            JniUtils.setGradMode(before);
        }
    }
}
