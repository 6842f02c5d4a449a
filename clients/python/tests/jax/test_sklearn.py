from __future__ import annotations

from typing import Any, Optional

import numpy as np
import pytest
from sklearn.linear_model import SGDClassifier
from sklearn.naive_bayes import GaussianNB
from sklearn.neural_network import MLPClassifier

import thalweg.sklearn
from sinks import Kept, StopAt
from thalweg import Probe
from thalweg.watch import Watch

_RNG = np.random.default_rng(0)
IMAGES = _RNG.normal(size=(64, 5)).astype(np.float32)
LABELS = _RNG.integers(0, 3, 64)
PROBE = Probe(LABELS[:20], 3, IMAGES[:20])


def network() -> MLPClassifier:
    return MLPClassifier((8,), random_state=1)


def train(estimator: Any, watched: Optional[Watch], steps: int = 20, classes: Any = range(3)) -> int:
    rng = np.random.default_rng(2)
    for step in range(1, steps + 1):
        batch = rng.integers(0, 64, 8)
        estimator.partial_fit(IMAGES[batch], np.minimum(LABELS[batch], max(classes)), classes=classes)
        if watched is not None and watched.step():
            return step
    return steps


def test_training_goes_the_same_way_with_it():
    with_it, without = network(), network()
    sink = Kept(PROBE)
    with thalweg.sklearn.watch(with_it, sink, every=1, block_samples=7) as watched:
        train(with_it, watched)

    train(without, None)
    assert all(np.array_equal(a, b) for a, b in zip(with_it.coefs_, without.coefs_))
    # Before its first step it predicts nothing.
    assert sink.steps == list(range(1, 21))


@pytest.mark.parametrize("make", [network, lambda: SGDClassifier(loss="log_loss"), GaussianNB])
def test_snapshot_is_what_the_estimator_predicts(make):
    estimator = make()
    sink = Kept(PROBE)
    with thalweg.sklearn.watch(estimator, sink, every=10) as watched:
        train(estimator, watched)

    np.testing.assert_allclose(sink.snapshots[-1], estimator.predict_proba(PROBE.inputs), atol=1e-6)


def test_classes_that_the_estimator_does_not_know_have_probability_zero():
    estimator = network()
    sink = Kept(PROBE)
    with thalweg.sklearn.watch(estimator, sink, every=10) as watched:
        train(estimator, watched, classes=[0, 1])

    assert sink.snapshots[-1].shape == (20, 3)
    assert (sink.snapshots[-1][:, 2] == 0).all()


def test_hook_stops_the_loop():
    estimator = network()
    with thalweg.sklearn.watch(estimator, Kept(PROBE), stopping=StopAt(4)) as watched:
        steps = train(estimator, watched)

    assert steps == 4
