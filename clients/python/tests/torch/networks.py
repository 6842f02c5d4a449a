"""A small network with all that an evaluation could disturb: dropout, running statistics, a frozen part."""

from __future__ import annotations

from typing import Any

import numpy as np

import torch
from thalweg import Probe
from torch import nn

SAMPLES, FEATURES, CLASSES = 64, 5, 3
_RNG = np.random.default_rng(0)
IMAGES = torch.from_numpy(_RNG.normal(size=(SAMPLES, FEATURES)).astype(np.float32))
LABELS = torch.from_numpy(_RNG.integers(0, CLASSES, SAMPLES))
PROBE = Probe(LABELS[:20].numpy(), CLASSES, IMAGES[:20] + 0.1)


def network() -> nn.Sequential:
    torch.manual_seed(1)
    layers = nn.Sequential(
        nn.Linear(FEATURES, 8), nn.BatchNorm1d(8), nn.ReLU(), nn.Dropout(0.5), nn.BatchNorm1d(8), nn.Linear(8, CLASSES)
    )
    layers[4].eval()
    return layers


def weights(module: nn.Module) -> dict[str, np.ndarray]:
    return {name: value.detach().numpy().copy() for name, value in module.state_dict().items()}


def same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Bit for bit."""
    return one.keys() == other.keys() and all(np.array_equal(one[name], other[name]) for name in one)
