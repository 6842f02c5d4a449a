"""What publishing costs a training: python benchmarks/overhead.py --bootstrap-servers HOST:PORT [--most-share 0.01].

Trains a network with PyTorch and publishes a snapshot every 100 steps. Two figures, as shares of training and beyond
the probe's own forward pass: the time that the training's thread spends in publishing, and the processor's time of the
background thread, which on a free core costs the training nothing. Then large snapshots as fast as they go. Prints one
JSON object; with ``--most-share``, fails when the training's own share is larger.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
import uuid
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Optional

import numpy as np

import thalweg.torch
import torch
from thalweg import Probe, Publisher
from torch import nn

CLASSES, FEATURES = 10, 784
EVERY = 100


class Timed(Publisher):
    """Knows how long its caller waited for it."""

    seconds = 0.0

    def publish_logits(self, step: int, logits: Any) -> None:
        began = time.perf_counter()
        super().publish_logits(step, logits)
        self.seconds += time.perf_counter() - began


def network(width: int) -> nn.Module:
    torch.manual_seed(0)
    return nn.Sequential(
        nn.Linear(FEATURES, width), nn.ReLU(), nn.Linear(width, width), nn.ReLU(), nn.Linear(width, CLASSES)
    )


def overhead(address: str, folder: Path, steps: int, probe: Probe, width: int) -> dict[str, float]:
    """Of a training of so many steps, after as many to warm up."""
    model = network(width)
    optimiser = torch.optim.SGD(model.parameters(), 0.01)
    batch, labels = torch.randn(128, FEATURES), torch.randint(0, CLASSES, (128,))
    publisher = Timed(f"overhead-{uuid.uuid4().hex[:8]}", probe, address, spool=folder)
    began = (0.0, 0.0, 0.0)
    with thalweg.torch.watch(model, publisher, every=EVERY) as watched:
        for step in range(2 * steps):
            if step == steps:
                publisher.seconds = 0.0
                began = (time.perf_counter(), time.thread_time(), time.process_time())
            optimiser.zero_grad()
            nn.functional.cross_entropy(model(batch), labels).backward()
            optimiser.step()
            watched.step()
        ended = (time.perf_counter(), time.thread_time(), time.process_time())
        publishing = publisher.seconds
    wall, own, all_threads = (after - before for before, after in zip(began, ended))
    return {
        "stepMillis": 1e3 * wall / steps,
        "snapshots": steps // EVERY,
        "publishMillis": 1e3 * publishing * EVERY / steps,
        "shareOfTraining": publishing / wall,
        "shareInBackground": (all_threads - own) / wall,
    }


def throughput(address: str, folder: Path, snapshots: int) -> dict[str, float]:
    """Large snapshots, 10,000 x 1,000, as fast as they go."""
    probe = Probe(np.zeros(10_000, dtype=int), 1000)
    logits = np.random.default_rng(0).normal(size=(10_000, 1000)).astype(np.float32)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    run = Publisher(f"throughput-{uuid.uuid4().hex[:8]}", probe, address, spool=folder, queue_bytes=160 << 20)
    began = time.perf_counter()
    with run:
        for step in range(snapshots):
            run.publish_logits(step, logits)
            while run.statistics.queued_bytes > 80 << 20:
                time.sleep(0.01)
    seconds = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {
        "megabytesASecond": run.statistics.sent * 20 / seconds,
        "sent": run.statistics.sent,
        "memoryAddedMegabytes": (after - before) / 1024,
    }


def main(arguments: Optional[Sequence[str]] = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bootstrap-servers", required=True)
    parser.add_argument("--steps", type=int, default=2000)
    parser.add_argument("--most-share", type=float)
    given = parser.parse_args(arguments)
    torch.set_num_threads(1)
    rng = np.random.default_rng(1)
    inputs = torch.from_numpy(rng.normal(size=(1000, FEATURES)).astype(np.float32))
    probe = Probe(rng.integers(0, CLASSES, 1000), CLASSES, inputs)
    with TemporaryDirectory() as name:
        folder = Path(name)
        small = overhead(given.bootstrap_servers, folder, given.steps, probe, 256)
        large = throughput(given.bootstrap_servers, folder, 10)
    print(json.dumps({"overhead": small, "throughput": large}, indent=1))
    share = small["shareOfTraining"]
    if given.most_share is not None and share > given.most_share:
        print(f"publishing takes {share:.2%} of the training's time; expected at most {given.most_share:.2%}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
