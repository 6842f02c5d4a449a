"""Thalweg for training loops in JAX, with any library of layers: the network is a function of its parameters.

with thalweg.jax.watch(predict, params, thalweg.Publisher("resnet-a.s3", probe, "kafka:9092")) as watch:
    for batch in batches:
        params, state = train(params, state, batch)
        if watch.step(params):
            break
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Optional

import jax.numpy as jnp
import numpy as np
import numpy.typing as npt

import jax
from thalweg.evaluation import DEFAULT_BLOCK, Outputs, ProbeEvaluation
from thalweg.groups import Groups
from thalweg.stopping import EarlyStopping
from thalweg.watch import DEFAULT_EVERY, OneProcess, Sink, Watch


def watch(
    predict: Callable[[Any, Any], Any],
    params: Any,
    sink: Sink,
    *,
    every: int = DEFAULT_EVERY,
    stopping: Optional[EarlyStopping] = None,
    outputs: Outputs = "logits",
    block_samples: int = DEFAULT_BLOCK,
) -> Watch:
    """Watches a training; see :class:`thalweg.watch.Watch`, whose ``step`` is given the parameters.

    predict: from the parameters (of any structure) and a block of inputs to the network's output, as in evaluation; it
    is compiled. params: those that training begins with. sink: a :class:`thalweg.Publisher` or
    :class:`thalweg.offline.Recorder`. every: steps between snapshots. stopping: a :class:`thalweg.EarlyStopping`.
    outputs: what that output means. block_samples: inputs at a time.

    With several processes, the first evaluates and publishes; nothing tells the others to stop, since JAX has no
    channel for it outside of a computation.
    """
    compiled = jax.jit(predict)
    evaluation = ProbeEvaluation(sink.probe, compiled, host, outputs=outputs, block_samples=block_samples)
    return Watch(sink, evaluation, every=every, stopping=stopping, processes=FirstProcess(), state=(params,))


class FirstProcess(OneProcess):
    """The first of JAX's processes publishes."""

    @property
    def first(self) -> bool:  # type: ignore[override]
        return jax.process_index() == 0


def host(output: Any, outputs: Outputs, groups: Optional[Groups]) -> npt.NDArray[np.floating]:
    """:data:`thalweg.evaluation.Host` for JAX's arrays: classes are coarse-grained where the array is."""
    rows = jnp.reshape(output, (-1, output.shape[-1])).astype(jnp.float32)
    if groups is not None:
        probabilities = jax.nn.softmax(rows, axis=-1) if outputs == "logits" else rows
        rows = jax.ops.segment_sum(probabilities.T, jnp.asarray(groups.of_class), groups.count).T
    return np.asarray(rows)
