"""Thalweg for training loops of any other kind: whatever predicts arrays that numpy can read.

with thalweg.numpy.watch(network, thalweg.Publisher("own-a.s3", probe, "kafka:9092")) as watch:
    ...
    if watch.step():
        break
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Optional

from thalweg.evaluation import DEFAULT_BLOCK, Outputs, ProbeEvaluation, numpy_host
from thalweg.stopping import EarlyStopping
from thalweg.watch import DEFAULT_EVERY, Sink, Watch


def watch(
    predict: Callable[[Any], Any],
    sink: Sink,
    *,
    every: int = DEFAULT_EVERY,
    stopping: Optional[EarlyStopping] = None,
    outputs: Outputs = "logits",
    block_samples: int = DEFAULT_BLOCK,
) -> Watch:
    """Watches a training; see :class:`thalweg.watch.Watch`. ``predict``: from a block of inputs to an array [B, C]."""
    evaluation = ProbeEvaluation(sink.probe, predict, numpy_host, outputs=outputs, block_samples=block_samples)
    return Watch(sink, evaluation, every=every, stopping=stopping)
