"""Trajectories that Python saves, built into a reference by the real command, and read again."""

from __future__ import annotations

import json

import numpy as np
import pytest
from sklearn.neural_network import MLPClassifier

import thalweg.sklearn
from servers import thalweg as command
from thalweg import Groups, Manifold, Probe, offline
from thalweg.digits import CLASSES, load

_RUNS = 6


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A few healthy runs of different widths, and one that is of no use for a reference."""
    target = tmp_path_factory.mktemp("runs")
    digits = load()
    for seed in range(_RUNS + 1):
        width = 8 * (1 + seed % 3)
        broken = seed == _RUNS
        recorder = offline.Recorder(
            target,
            f"mlp{width}.s{seed}",
            digits.probe,
            seed=seed,
            total_steps=100,
            kind="broken" if broken else "normal",
        )
        network = MLPClassifier((width,), learning_rate_init=0.01, random_state=seed)
        rng = np.random.default_rng(seed)
        with thalweg.sklearn.watch(network, recorder, every=10) as watched:
            for _ in range(100):
                batch = rng.integers(0, len(digits.labels), 64)
                labels = rng.permutation(digits.labels[batch]) if broken else digits.labels[batch]
                network.partial_fit(digits.images[batch], labels, classes=range(CLASSES))
                watched.step()
    return target


def test_reference_is_built_from_saved_trajectories(folder, tmp_path):
    file = tmp_path / "own.safetensors"

    report = command("reference", "build", "--trajectories", str(folder), "--out", str(file), "--json")

    assert json.loads(report)["referenceRuns"] == _RUNS
    manifold = Manifold.open(file)
    assert manifold.probe_set == load().probe.id
    assert {run["run"] for run in manifold.runs} == {f"mlp{8 * (1 + seed % 3)}.s{seed}" for seed in range(_RUNS)}
    assert manifold["runs.step"].reshape(_RUNS, 10)[0].tolist() == list(range(10, 101, 10))


def test_reference_of_coarse_grained_classes_is_of_their_probe_set(tmp_path):
    digits = load()
    probe = Probe(digits.probe.labels, CLASSES, groups=Groups.by_hash(CLASSES, 4))
    rng = np.random.default_rng(0)
    for seed in range(3):
        sharper = np.linspace(0.1, 3, 8)[:, None, None]
        trajectory = softmax_of(sharper * rng.normal(size=(1, probe.samples, 4)))
        offline.save(tmp_path / "runs", f"grouped.s{seed}", trajectory, probe)

    command("reference", "build", "--trajectories", str(tmp_path / "runs"), "--out", str(tmp_path / "own.safetensors"))

    assert Manifold.open(tmp_path / "own.safetensors").probe_set == probe.id


def softmax_of(logits: np.ndarray) -> np.ndarray:
    exponentials = np.exp(logits)
    return exponentials / exponentials.sum(axis=-1, keepdims=True)


def test_probe_set_of_a_folder_is_that_of_its_labels(folder):
    labels = np.load(folder / "labels.npy")

    assert Probe(labels, CLASSES).id == load().probe.id
