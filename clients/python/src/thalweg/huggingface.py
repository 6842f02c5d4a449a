"""Thalweg for the Trainer of Hugging Face's transformers.

    with thalweg.Publisher("bert-a.s3", probe, "kafka:9092") as run:
        Trainer(..., callbacks=[thalweg.huggingface.ThalwegCallback(run)]).train()

The Trainer tells its callbacks of no exception; the ``with`` is there so that a run that fails is known to have failed.
"""

from __future__ import annotations

from typing import Any, Optional

from transformers import TrainerCallback, TrainerControl, TrainerState, TrainingArguments

from thalweg.stopping import EarlyStopping
from thalweg.torch import watch
from thalweg.watch import DEFAULT_EVERY, Sink, Watch


class ThalwegCallback(TrainerCallback):
    """Publishes a snapshot every so many optimiser steps, and stops the training when told to.

    Steps are the trainer's ``global_step``. Inputs of the probe are what the model takes: a dict of tensors is handed
    over by its names.
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

    def on_train_begin(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **about: Any
    ) -> None:
        self._watch = watch(about["model"], self._sink, every=self._every, stopping=self._stopping, **self._how)
        self._watch.start(step=state.global_step)

    def on_step_end(self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **about: Any) -> None:
        if self._watch is not None and self._watch.step(step=state.global_step):
            control.should_training_stop = True

    def on_train_end(self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **about: Any) -> None:
        if self._watch is not None:
            self._watch.end()
