"""A network of Keras on JAX against the real service: metrics come out, a failure is found, the training is stopped."""

from __future__ import annotations

import time

import keras
import numpy as np

from servers import Service
from thalweg import EarlyStopping, Publisher, frame
from thalweg.digits import CLASSES, load
from thalweg.keras import ThalwegCallback

DIGITS = load()
STEPS_OF_AN_EPOCH = 45


def model() -> keras.Model:
    keras.utils.set_random_seed(0)
    network = keras.Sequential(
        [
            keras.layers.Input((64,)),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(CLASSES, activation="softmax"),
        ]
    )
    network.compile(keras.optimizers.Adam(0.003), "sparse_categorical_crossentropy")
    return network


class Slowly(keras.callbacks.Callback):
    """Leaves the service time to speak."""

    def on_train_batch_end(self, batch, logs=None):
        time.sleep(0.005)


def test_shifted_labels_stop_the_fit(service: Service):
    network = model()
    publisher = Publisher("keras.s0", DIGITS.probe, service.address, total_steps=60 * STEPS_OF_AN_EPOCH)
    stopping = EarlyStopping(publisher)
    network.fit(DIGITS.images, DIGITS.labels, batch_size=32, epochs=12, verbose=0)
    callback = ThalwegCallback(publisher, every=45, stopping=stopping)

    wrong = (DIGITS.labels + 1) % CLASSES
    network.fit(DIGITS.images, wrong, batch_size=32, epochs=60, verbose=0, callbacks=[callback, Slowly()])

    assert stopping.reason is not None
    assert stopping.reason.advice is not None
    metrics = frame.metrics(service.address, "keras.s0")
    assert metrics["step"].iloc[0] == 12 * STEPS_OF_AN_EPOCH
    assert metrics["progress"].iloc[0] > 0.8
    assert int(np.asarray(network.optimizer.iterations)) < 72 * STEPS_OF_AN_EPOCH
