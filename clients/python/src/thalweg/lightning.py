"""Thalweg for PyTorch Lightning, whichever of its two packages is installed.

Trainer(callbacks=[thalweg.lightning.ThalwegCallback(thalweg.Publisher("resnet-a.s3", probe, "kafka:9092"))])
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Optional

from thalweg.stopping import EarlyStopping
from thalweg.torch import watch
from thalweg.watch import DEFAULT_EVERY, Sink, Watch

if TYPE_CHECKING:
    from lightning.pytorch import Callback, LightningModule, Trainer
else:
    try:
        from lightning.pytorch import Callback
    except ImportError:
        from pytorch_lightning import Callback


class ThalwegCallback(Callback):
    """Publishes a snapshot every so many optimiser steps, and stops the training when told to.

    Steps are the trainer's ``global_step``. The module's ``forward`` predicts the probe set, unless ``predict`` is
    given.
    """

    def __init__(
        self, sink: Sink, *, every: int = DEFAULT_EVERY, stopping: Optional[EarlyStopping] = None, **how: Any
    ) -> None:
        """``how``: what :func:`thalweg.torch.watch` takes besides (outputs, block_samples, autocast, sharded, ...)."""
        self._sink = sink
        self._every = every
        self._stopping = stopping
        self._how = how
        self._watch: Optional[Watch] = None

    def on_train_start(self, trainer: Trainer, pl_module: LightningModule) -> None:
        self._watch = watch(pl_module, self._sink, every=self._every, stopping=self._stopping, **self._how)
        self._watch.start(step=trainer.global_step)

    def on_train_batch_end(
        self, trainer: Trainer, pl_module: LightningModule, outputs: Any, batch: Any, batch_idx: int
    ) -> None:
        if self._watch is not None and self._watch.step(step=trainer.global_step):
            trainer.should_stop = True

    def on_train_end(self, trainer: Trainer, pl_module: LightningModule) -> None:
        if self._watch is not None:
            self._watch.end()

    def on_exception(self, trainer: Trainer, pl_module: LightningModule, exception: BaseException) -> None:
        if self._watch is not None:
            self._watch.end(exception)
