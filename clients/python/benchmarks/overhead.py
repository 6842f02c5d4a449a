"""What publishing costs a training: python benchmarks/overhead.py --bootstrap-servers HOST:PORT [--most-share 0.01].

Trains the same network with PyTorch three ways, in turns: alone; predicting the probe set every 100 steps and throwing
it away; and publishing it to the broker. The cost of publishing is what the third takes beyond the second, as a part of
the training. Prints one JSON object; with ``--most-share``, fails when the training thread's share is larger.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
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
from thalweg.offline import Recorder
from torch import nn

CLASSES, FEATURES = 10, 784
EVERY = 100
CLOCKS = ("wall", "thread", "process")


class Nothing(Recorder):
    """Takes snapshots and forgets them."""

    def publish_logits(self, step: int, logits: Any) -> None:
        pass


def network(width: int) -> nn.Module:
    torch.manual_seed(0)
    return nn.Sequential(
        nn.Linear(FEATURES, width), nn.ReLU(), nn.Linear(width, width), nn.ReLU(), nn.Linear(width, CLASSES)
    )


def train(sink: Optional[Any], steps: int, width: int) -> dict[str, float]:
    """Seconds of the wall, of this thread, and of all threads, for so many steps."""
    model = network(width)
    optimiser = torch.optim.SGD(model.parameters(), 0.01)
    batch, labels = torch.randn(128, FEATURES), torch.randint(0, CLASSES, (128,))
    watched = None if sink is None else thalweg.torch.watch(model, sink, every=EVERY)
    if watched is not None:
        watched.start()
    began = (time.perf_counter(), time.thread_time(), time.process_time())
    for _ in range(steps):
        optimiser.zero_grad()
        nn.functional.cross_entropy(model(batch), labels).backward()
        optimiser.step()
        if watched is not None:
            watched.step()
    ended = (time.perf_counter(), time.thread_time(), time.process_time())
    if watched is not None:
        watched.end()
    return dict(zip(CLOCKS, (b - a for a, b in zip(began, ended))))


def overhead(address: str, folder: Path, steps: int, rounds: int, probe: Probe, width: int) -> dict[str, Any]:
    ways: dict[str, list[dict[str, float]]] = {"alone": [], "predicting": [], "publishing": []}
    for at in range(rounds):
        run = f"overhead-{uuid.uuid4().hex[:8]}"
        ways["alone"].append(train(None, steps, width))
        ways["predicting"].append(train(Nothing(folder, run, probe), steps, width))
        ways["publishing"].append(train(Publisher(run, probe, address, spool=folder), steps, width))
        if at == 0:
            # The first round compiles, loads and connects.
            ways = {way: [] for way in ways}
    median = {
        way: {kind: statistics.median(one[kind] for one in taken) for kind in taken[0]} for way, taken in ways.items()
    }
    share = {
        kind: (median["publishing"][kind] - median["predicting"][kind]) / median["alone"][kind]
        for kind in ("wall", "thread", "process")
    }
    return {"secondsOfSteps": median, "shareOfPublishing": share, "stepMillis": 1e3 * median["alone"]["wall"] / steps}


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
    parser.add_argument("--steps", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--most-share", type=float)
    given = parser.parse_args(arguments)
    torch.set_num_threads(1)
    rng = np.random.default_rng(1)
    inputs = torch.from_numpy(rng.normal(size=(1000, FEATURES)).astype(np.float32))
    probe = Probe(rng.integers(0, CLASSES, 1000), CLASSES, inputs)
    with TemporaryDirectory() as name:
        folder = Path(name)
        found = overhead(given.bootstrap_servers, folder, given.steps, given.rounds, probe, 256)
        found["throughput"] = throughput(given.bootstrap_servers, folder, 10)
    print(json.dumps(found, indent=1))
    share = found["shareOfPublishing"]["thread"]
    if given.most_share is not None and share > given.most_share:
        print(f"publishing takes {share:.2%} of the training thread's time; expected at most {given.most_share:.2%}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
