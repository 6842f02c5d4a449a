"""Plain PyTorch loops."""

from __future__ import annotations

from typing import Any, Optional

import networks
import numpy as np
import pytest

import thalweg.torch
import torch
from sinks import Kept
from thalweg import Groups, Probe
from thalweg.encoder import softmax
from thalweg.torch import undisturbed
from thalweg.watch import Watch
from torch import nn


def train(network: nn.Module, watched: Optional[Watch], autocast: bool = False, steps: int = 30) -> None:
    optimiser = torch.optim.Adam(network.parameters(), 0.01)
    torch.manual_seed(2)
    for _ in range(steps):
        batch = torch.randint(0, networks.SAMPLES, (8,))
        optimiser.zero_grad()
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=autocast):
            loss = nn.functional.cross_entropy(network(networks.IMAGES[batch]).float(), networks.LABELS[batch])
            loss.backward()
            optimiser.step()
            # Within the mixed precision on purpose: what an evaluation leaves in its cache would be used by training.
            if watched is not None:
                watched.step()


@pytest.mark.parametrize("autocast", [False, True])
@pytest.mark.parametrize("evaluated_in", [None, torch.bfloat16])
def test_training_goes_the_same_way_with_it(autocast, evaluated_in):
    with_it, without = networks.network(), networks.network()
    sink = Kept(networks.PROBE)

    with thalweg.torch.watch(with_it, sink, every=1, block_samples=7, autocast=evaluated_in) as watched:
        train(with_it, watched, autocast)

    train(without, None, autocast)
    assert len(sink.steps) == 31
    assert networks.same(networks.weights(with_it), networks.weights(without))


def test_every_module_gets_its_own_mode_back():
    network = networks.network()
    before = [module.training for module in network.modules()]

    with undisturbed(network):
        inside = [module.training for module in network.modules()]

    assert not any(inside)
    assert [module.training for module in network.modules()] == before
    assert not before[5]


def test_mode_comes_back_after_an_error():
    network = networks.network()

    with pytest.raises(ZeroDivisionError), undisturbed(network):
        raise ZeroDivisionError

    assert network.training


def test_snapshot_is_what_the_network_predicts_in_evaluation():
    network = networks.network()
    sink = Kept(networks.PROBE)
    with thalweg.torch.watch(network, sink):
        pass

    with torch.no_grad():
        expected = network.eval()(networks.PROBE.inputs).numpy()
    np.testing.assert_allclose(sink.snapshots[0], expected, rtol=1e-5)
    assert sink.kinds == ["logits"]


@pytest.mark.parametrize("outputs", ["logits", "probabilities"])
def test_groups_are_summed_up_on_the_device(outputs):
    groups = Groups.by_hash(50, 7)
    inputs = torch.randn(30, 4, generator=torch.Generator().manual_seed(0))
    network = nn.Linear(4, 50)
    probe = Probe(np.arange(30), 50, inputs, groups=groups)
    sink = Kept(probe)

    def predict(block: torch.Tensor) -> torch.Tensor:
        return network(block) if outputs == "logits" else torch.softmax(network(block), 1)

    with thalweg.torch.watch(network, sink, predict=predict, outputs=outputs, block_samples=8):
        pass

    expected = groups.sums(softmax(network(inputs).detach().numpy()))
    np.testing.assert_allclose(sink.snapshots[0], expected, atol=1e-6)
    assert sink.kinds == ["probabilities"]


class Named(nn.Module):
    """Takes keywords and answers as the models of transformers do."""

    def __init__(self) -> None:
        super().__init__()
        self.inner = networks.network()

    def forward(self, *, pixels: torch.Tensor) -> Any:
        return {"hidden": pixels, "logits": self.inner(pixels)}


def test_dict_of_inputs_becomes_keywords():
    probe = Probe(networks.PROBE.labels, networks.CLASSES, {"pixels": networks.PROBE.inputs})
    sink = Kept(probe)

    with thalweg.torch.watch(Named(), sink):
        pass

    assert sink.snapshots[0].shape == (20, 3)


def test_arrays_of_numpy_may_be_inputs():
    sink = Kept(Probe(networks.PROBE.labels, networks.CLASSES, networks.PROBE.inputs.numpy()))

    with thalweg.torch.watch(networks.network(), sink):
        pass

    assert sink.snapshots[0].shape == (20, 3)


def test_network_within_data_parallelism_is_evaluated_alone():
    sink = Kept(networks.PROBE)

    with thalweg.torch.watch(nn.DataParallel(networks.network()), sink):
        pass

    assert sink.snapshots[0].shape == (20, 3)
