"""One of several processes that train together: python processes.py RANK RANKS FOLDER SHARDED.

Trains a network in data parallelism over gloo, saves its weights, and in the first process what was published.
"""

from __future__ import annotations

import sys
from pathlib import Path

import networks
import numpy as np

import thalweg.torch
import torch
from sinks import Kept, StopAt
from thalweg import Probe
from torch import nn


def main(rank: int, ranks: int, folder: Path, sharded: bool) -> None:
    torch.set_num_threads(1)
    # Made before the processes know of each other, as callbacks are.
    network = networks.network()
    # Not a multiple of the processes.
    probe = Probe(networks.PROBE.labels[:19], networks.CLASSES, networks.PROBE.inputs[:19])
    sink = Kept(probe)
    torch.distributed.init_process_group("gloo", f"file://{folder}/meeting", rank=rank, world_size=ranks)
    parallel = nn.parallel.DistributedDataParallel(network)
    optimiser = torch.optim.SGD(parallel.parameters(), 0.1)
    # Only the first is told to stop, at the second question: the snapshot of step 4.
    stopping = StopAt(2) if rank == 0 else StopAt(10**9)
    steps = 0
    with thalweg.torch.watch(parallel, sink, every=2, stopping=stopping, sharded=sharded) as watched:
        torch.manual_seed(rank)
        while steps < 100:
            steps += 1
            batch = torch.randint(0, networks.SAMPLES, (8,))
            optimiser.zero_grad()
            nn.functional.cross_entropy(parallel(networks.IMAGES[batch]), networks.LABELS[batch]).backward()
            optimiser.step()
            if watched.step():
                break
    network.eval()
    np.savez(
        folder / f"rank{rank}.npz",
        steps=steps,
        published=np.array(sink.steps),
        snapshots=np.array(sink.snapshots),
        expected=network(probe.inputs).detach().numpy(),
        events=len(sink.events),
    )


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]), sys.argv[4] == "sharded")
