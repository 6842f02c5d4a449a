package io.thalweg.trainers.optimisation;

import ai.djl.ndarray.NDArray;

/**
 * Nesterov's accelerated gradient as PyTorch has it: v = mu v + g; w -= rate (g + mu v), mu = 0.9.
 *
 * <p>Source: Sutskever et al., On the importance of initialization and momentum in deep learning, ICML 2013.
 */
final class Nesterov extends StatefulRule {

    private static final float MOMENTUM = 0.9f;

    Nesterov(Optimisation optimisation) {
        super(Settings.of(optimisation));
    }

    @Override
    void step(NDArray weight, NDArray gradient, NDArray memory) {
        memory.muli(MOMENTUM).addi(gradient);
        weight.subi(memory.mul(MOMENTUM).addi(gradient).muli(learningRate()));
    }
}
