from __future__ import annotations

import keras
import numpy as np

from sinks import Kept, StopAt
from thalweg import Groups, Probe
from thalweg.keras import ThalwegCallback

_RNG = np.random.default_rng(0)
IMAGES = _RNG.normal(size=(64, 5)).astype(np.float32)
LABELS = _RNG.integers(0, 3, 64)
PROBE = Probe(LABELS[:20], 3, IMAGES[:20] + 0.1)


def model(classes: int = 3) -> keras.Model:
    keras.utils.set_random_seed(1)
    network = keras.Sequential(
        [
            keras.layers.Input((5,)),
            keras.layers.Dense(8),
            keras.layers.BatchNormalization(),
            keras.layers.Dropout(0.5),
            keras.layers.Dense(classes, activation="softmax"),
        ]
    )
    network.compile(keras.optimizers.Adam(0.01), "sparse_categorical_crossentropy")
    return network


def fit(network: keras.Model, *callbacks: ThalwegCallback, epochs: int = 3) -> None:
    keras.utils.set_random_seed(2)
    network.fit(IMAGES, LABELS, batch_size=8, epochs=epochs, verbose=0, callbacks=list(callbacks))


def test_training_goes_the_same_way_with_it():
    with_it, without = model(), model()
    sink = Kept(PROBE)

    fit(with_it, ThalwegCallback(sink, every=1, block_samples=7))

    fit(without)
    assert sink.steps == list(range(25))
    assert all(np.array_equal(a, b) for a, b in zip(with_it.get_weights(), without.get_weights()))


def test_snapshots_are_those_of_the_network_at_that_step():
    network = model()
    untrained = np.asarray(network(PROBE.inputs, training=False))
    sink = Kept(PROBE)

    fit(network, ThalwegCallback(sink, every=5))

    assert sink.steps == [0, 5, 10, 15, 20, 24]
    np.testing.assert_allclose(sink.snapshots[0], untrained, atol=1e-6)
    np.testing.assert_allclose(sink.snapshots[-1], np.asarray(network(PROBE.inputs, training=False)), atol=1e-6)
    assert not np.allclose(sink.snapshots[1], sink.snapshots[2])
    assert set(sink.kinds) == {"probabilities"}


def test_steps_go_on_over_several_fits():
    network = model()
    fit(network, epochs=1)
    sink = Kept(PROBE)

    fit(network, ThalwegCallback(sink, every=4), epochs=1)

    assert sink.steps == [8, 12, 16]


def test_hook_stops_the_training():
    network = model()
    sink = Kept(PROBE)

    fit(network, ThalwegCallback(sink, every=100, stopping=StopAt(5)), epochs=1000)

    assert int(network.optimizer.iterations) == 5
    assert sink.events == ["start", "finished", "close"]


def test_groups_are_summed_up():
    groups = Groups.by_hash(50, 7)
    network = model(50)
    sink = Kept(Probe(LABELS[:20], 50, IMAGES[:20], groups=groups))

    fit(network, ThalwegCallback(sink, every=100), epochs=1)

    expected = groups.sums(np.asarray(network(IMAGES[:20], training=False)))
    np.testing.assert_allclose(sink.snapshots[-1], expected, atol=1e-6)


def test_the_backend_is_the_one_that_is_meant():
    assert keras.backend.backend() == "jax"
