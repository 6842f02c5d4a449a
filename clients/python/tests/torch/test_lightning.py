from __future__ import annotations

from typing import Any, Optional

import networks
import pytest
from lightning.pytorch import LightningModule, Trainer
from torch.utils.data import DataLoader, TensorDataset

import torch
from sinks import Kept, StopAt
from thalweg.lightning import ThalwegCallback
from torch import nn


class Classifier(LightningModule):
    def __init__(self, fails_at: Optional[int] = None) -> None:
        super().__init__()
        self.network = networks.network()
        self._fails_at = fails_at

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.network(x)

    def training_step(self, batch: Any, index: int) -> torch.Tensor:
        if self.global_step == self._fails_at:
            raise ZeroDivisionError
        return nn.functional.cross_entropy(self(batch[0]), batch[1])

    def configure_optimizers(self) -> torch.optim.Optimizer:
        return torch.optim.Adam(self.parameters(), 0.01)


def fit(module: Classifier, *callbacks: ThalwegCallback, epochs: int = 3, **how: Any) -> Trainer:
    torch.manual_seed(3)
    loader = DataLoader(TensorDataset(networks.IMAGES, networks.LABELS), batch_size=8, shuffle=True)
    quiet = {
        "logger": False,
        "enable_checkpointing": False,
        "enable_progress_bar": False,
        "enable_model_summary": False,
    }
    trainer = Trainer(accelerator="cpu", max_epochs=epochs, callbacks=list(callbacks), **quiet, **how)
    trainer.fit(module, loader)
    return trainer


def test_training_goes_the_same_way_with_it():
    with_it, without = Classifier(), Classifier()
    sink = Kept(networks.PROBE)

    fit(with_it, ThalwegCallback(sink, every=1))

    fit(without)
    assert sink.steps == list(range(25))
    assert networks.same(networks.weights(with_it), networks.weights(without))


def test_mixed_precision_goes_the_same_way_with_it():
    with_it, without = Classifier(), Classifier()

    fit(with_it, ThalwegCallback(Kept(networks.PROBE), every=1), precision="bf16-mixed")

    fit(without, precision="bf16-mixed")
    assert networks.same(networks.weights(with_it), networks.weights(without))


def test_steps_are_those_of_the_optimiser():
    sink = Kept(networks.PROBE)

    fit(Classifier(), ThalwegCallback(sink, every=2), accumulate_grad_batches=4)

    assert sink.steps == [0, 2, 4, 6]


def test_hook_stops_the_trainer():
    sink = Kept(networks.PROBE)

    trainer = fit(Classifier(), ThalwegCallback(sink, every=100, stopping=StopAt(5)), epochs=1000)

    assert trainer.global_step == 5
    assert sink.events == ["start", "finished", "close"]


def test_failure_ends_the_run():
    sink = Kept(networks.PROBE)

    with pytest.raises(ZeroDivisionError):
        fit(Classifier(fails_at=3), ThalwegCallback(sink))

    assert sink.events[1].startswith("failed")
