"""Networks of PyTorch against the real service: metrics come out, a failure is found, the training is stopped."""

from __future__ import annotations

import time
from typing import Any

import pytest
from lightning.pytorch import LightningModule, Trainer
from torch.utils.data import DataLoader, TensorDataset

import thalweg.torch
import torch
from servers import Service
from thalweg import EarlyStopping, Publisher, frame
from thalweg.digits import CLASSES, load
from thalweg.lightning import ThalwegCallback
from torch import nn

DIGITS = load()
IMAGES, LABELS = torch.from_numpy(DIGITS.images), torch.from_numpy(DIGITS.labels).long()
STEPS = 1500


def network() -> nn.Sequential:
    torch.manual_seed(0)
    return nn.Sequential(nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, CLASSES))


def metrics_of(service: Service, run: str, snapshots: int) -> Any:
    end = time.monotonic() + 30
    while True:
        found = frame.metrics(service.address, run)
        if len(found) >= snapshots or time.monotonic() > end:
            return found
        time.sleep(0.2)


def test_healthy_network_makes_progress_without_an_alarm(service):
    model = network()
    optimiser = torch.optim.Adam(model.parameters(), 0.002)
    publisher = Publisher("torch.s0", DIGITS.probe, service.address, total_steps=STEPS, tags={"arch": "mlp64"})
    with thalweg.torch.watch(model, publisher, every=150) as watched:
        for _ in range(STEPS):
            batch = torch.randint(0, len(LABELS), (32,))
            optimiser.zero_grad()
            nn.functional.cross_entropy(model(IMAGES[batch]), LABELS[batch]).backward()
            optimiser.step()
            watched.step()

    found = metrics_of(service, "torch.s0", 11)
    assert found["step"].tolist() == list(range(0, STEPS + 1, 150))
    assert found["progress"].iloc[-1] > 0.9
    assert all(len(alarms) == 0 for alarms in found["alarms"])


def test_network_that_diverges_is_stopped(service):
    model = network()
    # The rate times the decay is above two: the weights grow without bounds, and are infinite soon.
    optimiser = torch.optim.SGD(model.parameters(), 10.0, weight_decay=1.0)
    publisher = Publisher("diverges.s0", DIGITS.probe, service.address, total_steps=STEPS)
    stopping = EarlyStopping(publisher)
    steps = 0
    with thalweg.torch.watch(model, publisher, every=5, stopping=stopping) as watched:
        while steps < STEPS:
            steps += 1
            optimiser.zero_grad()
            nn.functional.cross_entropy(model(IMAGES[:64]), LABELS[:64]).backward()
            optimiser.step()
            time.sleep(0.02)
            if watched.step():
                break

    assert steps < STEPS
    assert stopping.reason is not None
    assert stopping.reason.advice is not None
    assert stopping.reason.advice["kind"] in ("NON_FINITE", "OFF_MANIFOLD")


class Shifted(LightningModule):
    """From the middle of its way on its labels are wrong."""

    def __init__(self) -> None:
        super().__init__()
        self.network = network()

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.network(x)

    def training_step(self, batch: Any, index: int) -> torch.Tensor:
        time.sleep(0.002)
        shift = 1 if self.global_step > STEPS // 3 else 0
        return nn.functional.cross_entropy(self(batch[0]), (batch[1] + shift) % CLASSES)

    def configure_optimizers(self) -> torch.optim.Optimizer:
        return torch.optim.Adam(self.parameters(), 0.003)


@pytest.fixture
def quiet() -> dict[str, bool]:
    return {"logger": False, "enable_checkpointing": False, "enable_progress_bar": False, "enable_model_summary": False}


def test_lightning_is_stopped_when_labels_are_shifted(service, quiet):
    publisher = Publisher("lightning.s0", DIGITS.probe, service.address, total_steps=STEPS)
    stopping = EarlyStopping(publisher)
    trainer = Trainer(
        accelerator="cpu",
        max_steps=2 * STEPS,
        callbacks=[ThalwegCallback(publisher, every=30, stopping=stopping)],
        **quiet,
    )

    trainer.fit(Shifted(), DataLoader(TensorDataset(IMAGES, LABELS), batch_size=32, shuffle=True))

    assert trainer.global_step < 2 * STEPS
    assert stopping.reason is not None
    assert stopping.reason.step > STEPS // 3
