from __future__ import annotations

from typing import Any, Optional

import jax.numpy as jnp
import numpy as np
import pytest

import jax
import thalweg.jax
from sinks import Kept, StopAt
from thalweg import Groups, Probe
from thalweg.encoder import softmax
from thalweg.watch import Watch

_RNG = np.random.default_rng(0)
IMAGES = _RNG.normal(size=(64, 5)).astype(np.float32)
LABELS = _RNG.integers(0, 3, 64)
PROBE = Probe(LABELS[:20], 3, IMAGES[:20] + 0.1)

Params = dict[str, jax.Array]


def initial(classes: int = 3) -> Params:
    first, second = jax.random.split(jax.random.key(1))
    return {"w": jax.random.normal(first, (5, 8)) / 2, "v": jax.random.normal(second, (8, classes)) / 2}


def predict(params: Params, x: Any) -> jax.Array:
    return jax.nn.relu(x @ params["w"]) @ params["v"]


def loss(params: Params, key: jax.Array, x: Any, y: Any) -> jax.Array:
    kept = jax.random.bernoulli(key, 0.5, (8,))
    logits = (jax.nn.relu(x @ params["w"]) * kept) @ params["v"]
    return -jnp.take_along_axis(jax.nn.log_softmax(logits), y[:, None], 1).mean()


gradient = jax.jit(jax.grad(loss))


def train(params: Params, watched: Optional[Watch], steps: int = 30) -> tuple[Params, int]:
    key = jax.random.key(2)
    for step in range(1, steps + 1):
        key, here = jax.random.split(key)
        batch = jax.random.randint(here, (8,), 0, len(LABELS))
        slope = gradient(params, here, IMAGES[batch], LABELS[batch])
        params = jax.tree.map(lambda p, g: p - 0.1 * g, params, slope)
        if watched is not None and watched.step(params):
            return params, step
    return params, steps


def test_training_goes_the_same_way_with_it():
    sink = Kept(PROBE)
    with thalweg.jax.watch(predict, initial(), sink, every=1, block_samples=7) as watched:
        with_it, _ = train(initial(), watched)

    without, _ = train(initial(), None)
    assert sink.steps == list(range(31))
    assert all(np.array_equal(with_it[name], without[name]) for name in without)


def test_snapshots_are_of_the_parameters_handed_over():
    sink = Kept(PROBE)
    with thalweg.jax.watch(predict, initial(), sink, every=30) as watched:
        params, _ = train(initial(), watched)

    np.testing.assert_allclose(sink.snapshots[0], predict(initial(), PROBE.inputs), atol=1e-5)
    np.testing.assert_allclose(sink.snapshots[1], predict(params, PROBE.inputs), atol=1e-5)


def test_hook_stops_the_loop():
    with thalweg.jax.watch(predict, initial(), Kept(PROBE), stopping=StopAt(4)) as watched:
        _, steps = train(initial(), watched)

    assert steps == 4


@pytest.mark.parametrize("outputs", ["logits", "probabilities"])
def test_groups_are_summed_up_on_the_device(outputs):
    groups = Groups.by_hash(50, 7)
    sink = Kept(Probe(LABELS[:20], 50, IMAGES[:20], groups=groups))

    def network(params: Params, x: Any) -> jax.Array:
        return predict(params, x) if outputs == "logits" else jax.nn.softmax(predict(params, x))

    with thalweg.jax.watch(network, initial(50), sink, outputs=outputs, block_samples=8):
        pass

    expected = groups.sums(softmax(np.asarray(predict(initial(50), IMAGES[:20]))))
    np.testing.assert_allclose(sink.snapshots[0], expected, atol=1e-6)
