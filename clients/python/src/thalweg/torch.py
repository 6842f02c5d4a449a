"""Thalweg for training loops in plain PyTorch, and what the callbacks of frameworks on top of it share.

with thalweg.torch.watch(model, thalweg.Publisher("resnet-a.s3", probe, "kafka:9092")) as watch:
    for batch in batches:
        ...
        optimiser.step()
        if watch.step():
            break
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Optional

import numpy as np
import numpy.typing as npt

import torch
from thalweg.evaluation import DEFAULT_BLOCK, Outputs, ProbeEvaluation, Snapshot, joined, shard
from thalweg.groups import Groups
from thalweg.stopping import EarlyStopping
from thalweg.watch import DEFAULT_EVERY, Sink, Watch
from torch import nn


def watch(
    model: nn.Module,
    sink: Sink,
    *,
    every: int = DEFAULT_EVERY,
    stopping: Optional[EarlyStopping] = None,
    predict: Optional[Callable[[Any], Any]] = None,
    outputs: Outputs = "logits",
    block_samples: int = DEFAULT_BLOCK,
    autocast: Optional[torch.dtype] = None,
    sharded: bool = False,
) -> Watch:
    """Watches the training of a model; see :class:`thalweg.watch.Watch`.

    sink: a :class:`thalweg.Publisher` or :class:`thalweg.offline.Recorder`. every: optimiser steps between snapshots.
    stopping: a :class:`thalweg.EarlyStopping`. predict: from a block of inputs, on the model's device, to its output;
    the model itself unless given, called with keywords for a dict and several arguments for a tuple or list. outputs:
    what that output means. block_samples: inputs at a time. autocast: the type of a mixed-precision evaluation; full
    precision unless given. sharded: whether all processes of ``torch.distributed`` evaluate a part each (needed where
    the model itself is sharded); otherwise the first does it alone.
    """
    processes = DistributedProcesses()

    def predict_block(block: Any) -> Any:
        here = moved(block, device_of(model))
        return call(bare(model), here) if predict is None else predict(here)

    probe = ProbeEvaluation(sink.probe, predict_block, host, outputs=outputs, block_samples=block_samples)
    evaluation = TorchEvaluation(model, probe, autocast)
    evaluate = (lambda: gathered(evaluation)) if sharded else evaluation
    return Watch(sink, evaluate, every=every, stopping=stopping, processes=processes, all_evaluate=sharded)


class TorchEvaluation:
    """Evaluates a probe set with a model in training, and leaves no trace in it; see :func:`undisturbed`."""

    def __init__(self, model: nn.Module, probe: ProbeEvaluation, autocast: Optional[torch.dtype] = None) -> None:
        self.probe = probe
        self.model = model
        self._autocast = autocast

    def rows(self, first: int, end: int) -> npt.NDArray[np.float32]:
        """Of these inputs; see :meth:`thalweg.evaluation.ProbeEvaluation.rows`."""
        with undisturbed(self.model, self._autocast):
            return self.probe.rows(first, end)

    def __call__(self) -> Snapshot:
        return self.probe.snapshot(self.rows(0, self.probe.inputs))


@contextmanager
def undisturbed(model: nn.Module, autocast: Optional[torch.dtype] = None) -> Iterator[None]:
    """Evaluation mode without gradients; afterwards everything is as it was.

    Each module's own mode is restored (a frozen batch normalisation stays frozen), and so are the random states of the
    CPU and the model's device. A surrounding autocast is left: what it caches without gradients, training would use.
    """
    modes = [(module, module.training) for module in model.modules()]
    device = device_of(model)
    forked = [device] if device.type == "cuda" else []
    kind = device.type if device.type in ("cuda", "cpu", "xpu") else "cpu"
    casting = torch.autocast(kind, dtype=autocast or torch.bfloat16, enabled=autocast is not None, cache_enabled=False)
    with torch.random.fork_rng(devices=forked), torch.no_grad(), casting:
        try:
            model.eval()
            yield
        finally:
            for module, training in modes:
                module.training = training


def host(output: torch.Tensor, outputs: Outputs, groups: Optional[Groups]) -> npt.NDArray[np.floating]:
    """:data:`thalweg.evaluation.Host` for tensors: classes are coarse-grained where the tensor is."""
    rows = output.reshape(-1, output.shape[-1]).float()
    if groups is not None:
        probabilities = torch.softmax(rows, dim=-1) if outputs == "logits" else rows
        of_class = torch.from_numpy(groups.of_class).to(rows.device, torch.int64)
        rows = rows.new_zeros((len(rows), groups.count)).index_add_(1, of_class, probabilities)
    values: npt.NDArray[np.floating] = rows.cpu().numpy()
    return values


class DistributedProcesses:
    """The processes of ``torch.distributed``, if it is in use; :class:`thalweg.watch.Processes`."""

    @property
    def ranks(self) -> int:
        return torch.distributed.get_world_size() if _distributed() else 1

    @property
    def rank(self) -> int:
        return torch.distributed.get_rank() if _distributed() else 0

    @property
    def first(self) -> bool:
        return self.rank == 0

    @property
    def together(self) -> bool:
        return self.ranks > 1

    def agree(self, stop: bool) -> bool:
        said = [stop]
        torch.distributed.broadcast_object_list(said, src=0)
        return bool(said[0])


def gathered(evaluation: TorchEvaluation) -> Optional[Snapshot]:
    """The snapshot, of which every process evaluates a part; None in all but the first. Called by all of them."""
    processes = DistributedProcesses()
    if not processes.together:
        return evaluation()
    mine: Any
    try:
        with buffers_of_the_first(evaluation.model):
            mine = evaluation.rows(*shard(evaluation.probe.inputs, processes.rank, processes.ranks))
    except Exception as e:  # The others wait for this part: they get the error.
        mine = e
    parts: Optional[list[Any]] = [None] * processes.ranks if processes.first else None
    torch.distributed.gather_object(mine, parts, dst=0)
    return None if parts is None else joined(evaluation.probe, parts)


@contextmanager
def buffers_of_the_first(model: nn.Module) -> Iterator[None]:
    """Every process evaluates with the buffers of the first: running statistics are otherwise each one's own."""
    buffers = list(model.buffers())
    own = [buffer.clone() for buffer in buffers]
    try:
        for buffer in buffers:
            torch.distributed.broadcast(buffer, src=0)
        yield
    finally:
        for buffer, value in zip(buffers, own):
            buffer.copy_(value)


def _distributed() -> bool:
    return bool(torch.distributed.is_available() and torch.distributed.is_initialized())


def device_of(model: nn.Module) -> torch.device:
    """Of the first parameter; the CPU where there is none."""
    first = next(model.parameters(), None)
    return torch.device("cpu") if first is None else first.device


def moved(inputs: Any, device: torch.device) -> Any:
    """Tensors of a block of inputs, on a device; arrays of numpy become tensors."""
    if isinstance(inputs, dict):
        return {name: moved(value, device) for name, value in inputs.items()}
    if isinstance(inputs, (tuple, list)):
        return type(inputs)(moved(value, device) for value in inputs)
    return torch.as_tensor(inputs).to(device, non_blocking=True)


def bare(model: nn.Module) -> nn.Module:
    """The model within data parallelism, whose own forward would talk to the other processes."""
    parallel = (nn.DataParallel, nn.parallel.DistributedDataParallel)
    inner: nn.Module = model.module if isinstance(model, parallel) else model
    return inner


def call(model: nn.Module, inputs: Any) -> Any:
    """With keywords for a dict, several arguments for a tuple or list."""
    if isinstance(inputs, dict):
        return model(**inputs)
    return model(*inputs) if isinstance(inputs, (tuple, list)) else model(inputs)
