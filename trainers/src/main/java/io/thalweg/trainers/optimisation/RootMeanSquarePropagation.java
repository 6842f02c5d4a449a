package io.thalweg.trainers.optimisation;

import ai.djl.ndarray.NDArray;

/**
 * RMSProp: s = rho s + (1 - rho) g^2; w -= rate g / (sqrt(s) + epsilon), rho = 0.9, epsilon = 1e-6.
 *
 * <p>Source: Tieleman and Hinton, Lecture 6.5, COURSERA: Neural Networks for Machine Learning, 2012.
 */
final class RootMeanSquarePropagation extends StatefulRule {

    private static final float RHO = 0.9f;
    private static final float EPSILON = 1e-6f;

    RootMeanSquarePropagation(Optimisation optimisation) {
        super(Settings.of(optimisation));
    }

    @Override
    void step(NDArray weight, NDArray gradient, NDArray memory) {
        memory.muli(RHO).addi(gradient.mul(gradient).muli(1 - RHO));
        weight.subi(gradient.div(memory.sqrt().addi(EPSILON)).muli(learningRate()));
    }
}
