"""Thalweg for Keras 3, on any of its backends.

model.fit(x, y, callbacks=[thalweg.keras.ThalwegCallback(thalweg.Publisher("cnn-a.s3", probe, "kafka:9092"))])
"""

from __future__ import annotations

from typing import Any, Optional

import keras
import numpy as np
import numpy.typing as npt

from thalweg.evaluation import DEFAULT_BLOCK, Outputs, ProbeEvaluation
from thalweg.groups import Groups
from thalweg.stopping import EarlyStopping
from thalweg.watch import DEFAULT_EVERY, Sink, Watch


class ThalwegCallback(keras.callbacks.Callback):
    """Publishes a snapshot every so many batches, and stops the training when told to.

    Keras tells its callbacks of no exception: use the publisher in a ``with`` around ``fit`` where a run that fails
    should be known to have failed.
    """

    def __init__(
        self,
        sink: Sink,
        *,
        every: int = DEFAULT_EVERY,
        stopping: Optional[EarlyStopping] = None,
        outputs: Outputs = "probabilities",
        block_samples: int = DEFAULT_BLOCK,
    ) -> None:
        """outputs: what the model gives: Keras models mostly end in a softmax, so probabilities unless told otherwise.

        block_samples: probe inputs at a time.
        """
        super().__init__()
        evaluation = ProbeEvaluation(sink.probe, self._predict, host, outputs=outputs, block_samples=block_samples)
        self._watch = Watch(sink, evaluation, every=every, stopping=stopping)

    def _predict(self, block: Any) -> Any:
        return self._network(block, training=False)

    def on_train_begin(self, logs: Optional[dict[str, Any]] = None) -> None:
        self._take_model()
        self._watch.start(step=int(self._network.optimizer.iterations))

    def on_train_batch_end(self, batch: int, logs: Optional[dict[str, Any]] = None) -> None:
        if self._watch.next_is_due:
            self._take_model()
        if self._watch.step():
            self._network.stop_training = True

    def on_train_end(self, logs: Optional[dict[str, Any]] = None) -> None:
        self._take_model()
        self._watch.end()

    def _take_model(self) -> None:
        """Only when it is to be looked at: asking for it brings its variables up to date, which on JAX costs time."""
        self._network = self.model


def host(output: Any, outputs: Outputs, groups: Optional[Groups]) -> npt.NDArray[np.floating]:
    """:data:`thalweg.evaluation.Host` for Keras' tensors: classes are coarse-grained where the tensor is."""
    rows = keras.ops.cast(keras.ops.reshape(output, (-1, output.shape[-1])), "float32")
    if groups is not None:
        probabilities = keras.ops.softmax(rows, axis=-1) if outputs == "logits" else rows
        columns = keras.ops.transpose(probabilities)
        of_class = keras.ops.convert_to_tensor(groups.of_class)
        rows = keras.ops.transpose(keras.ops.segment_sum(columns, of_class, groups.count))
    values: npt.NDArray[np.floating] = keras.ops.convert_to_numpy(rows)
    return values
