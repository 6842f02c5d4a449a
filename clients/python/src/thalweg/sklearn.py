"""Thalweg for scikit-learn's estimators that learn by ``partial_fit``.

with thalweg.sklearn.watch(estimator, thalweg.Publisher("mlp-a.s3", probe, "kafka:9092"), every=10) as watch:
    for x, y in batches:
        estimator.partial_fit(x, y, classes=range(10))
        if watch.step():
            break
"""

from __future__ import annotations

from typing import Any, Optional

import numpy as np
import numpy.typing as npt
from sklearn.exceptions import NotFittedError
from sklearn.utils.validation import check_is_fitted

from thalweg.evaluation import DEFAULT_BLOCK, ProbeEvaluation, Snapshot, numpy_host
from thalweg.stopping import EarlyStopping
from thalweg.watch import DEFAULT_EVERY, Sink, Watch


def watch(
    estimator: Any,
    sink: Sink,
    *,
    every: int = DEFAULT_EVERY,
    stopping: Optional[EarlyStopping] = None,
    block_samples: int = DEFAULT_BLOCK,
) -> Watch:
    """Watches calls to ``partial_fit``; see :class:`thalweg.watch.Watch`. One call is one step.

    The estimator has ``predict_proba``, and its classes are the numbers 0 to C - 1. Before its first call it predicts
    nothing, so that the first snapshot is the one after ``every`` calls.
    """

    def predict(block: Any) -> npt.NDArray[np.floating]:
        known = estimator.predict_proba(block)
        # Columns are the classes that the estimator was told of, which need not be all.
        rows = np.zeros((len(known), sink.probe.network_classes), dtype=known.dtype)
        rows[:, np.asarray(estimator.classes_, dtype=np.intp)] = known
        return rows

    evaluation = ProbeEvaluation(sink.probe, predict, numpy_host, outputs="probabilities", block_samples=block_samples)

    def evaluate() -> Optional[Snapshot]:
        try:
            check_is_fitted(estimator)
        except NotFittedError:
            return None
        return evaluation()

    return Watch(sink, evaluate, every=every, stopping=stopping)
