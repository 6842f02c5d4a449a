"""Predicting the probe set with a network in training: what all frameworks share.

Block by block, so that neither the accelerator nor the host ever holds more than one block's activations, and the host
nothing but the result: N x C, or N x G where classes are coarse-grained.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal, Optional

import numpy as np
import numpy.typing as npt

from thalweg._checks import expect
from thalweg.encoder import softmax
from thalweg.groups import Groups
from thalweg.probe import Probe

Outputs = Literal["logits", "probabilities"]
"""What a network's output means."""

Host = Callable[[Any, Outputs, Optional[Groups]], npt.NDArray[np.floating]]
"""Brings a block's output, [..., C], to the host as [rows, C]; with groups, as probabilities [rows, G]."""

DEFAULT_BLOCK = 512


@dataclass(frozen=True)
class Snapshot:
    """Values float32 [rows, classes], and what they are."""

    values: npt.NDArray[np.float32]
    outputs: Outputs


class ProbeEvaluation:
    """Evaluates a probe set with a function that predicts a block of its inputs."""

    def __init__(
        self,
        probe: Probe,
        predict: Callable[..., Any],
        host: Host,
        *,
        outputs: Outputs = "logits",
        block_samples: int = DEFAULT_BLOCK,
    ) -> None:
        """predict: from a block of inputs, and whatever is handed to :meth:`rows` besides, to the network's output: an
        array [..., C], or something that has it as ``logits`` or first.

        outputs: what it means. block_samples: how many inputs are predicted at a time.

        Raises ValueError when the probe has no inputs, or not as many as its labels need.
        """
        expect(probe.inputs is not None, "inputs of the probe", None, "arrays, samples along the first axis")
        expect(outputs in ("logits", "probabilities"), "outputs", outputs, "logits or probabilities")
        expect(block_samples >= 1, "block_samples", block_samples, "at least 1")
        self.probe = probe
        self.inputs = size(probe.inputs)
        # Where a network predicts many things of one input (a token at every position), each is a sample.
        whole = self.inputs >= 1 and probe.samples % self.inputs == 0
        expect(whole, "number of inputs", self.inputs, f"{probe.samples}, one a label, or a part of that")
        self._per_input = probe.samples // self.inputs
        self._predict = predict
        self._host = host
        self._outputs: Outputs = outputs
        self._block = block_samples

    def rows(self, first: int, end: int, *state: Any) -> npt.NDArray[np.float32]:
        """Of these inputs: float32 [(end - first) x samples an input, classes]."""
        result = np.empty(((end - first) * self._per_input, self.probe.classes), dtype=np.float32)
        for begin in range(first, end, self._block):
            stop = min(begin + self._block, end)
            output = output_of(self._predict(*state, part(self.probe.inputs, begin, stop)))
            block = self._host(output, self._outputs, self.probe.groups)
            expected = ((stop - begin) * self._per_input, self.probe.classes)
            expect(block.shape == expected, "shape of the network's output", block.shape, str(expected))
            at = (begin - first) * self._per_input
            result[at : at + len(block)] = block
        return result

    def snapshot(self, rows: npt.NDArray[np.float32]) -> Snapshot:
        """Coarse-grained values are probabilities, whatever the network gives."""
        return Snapshot(rows, "probabilities" if self.probe.groups is not None else self._outputs)

    def __call__(self, *state: Any) -> Snapshot:
        """Of the whole probe set."""
        return self.snapshot(self.rows(0, self.inputs, *state))


def numpy_host(output: Any, outputs: Outputs, groups: Optional[Groups]) -> npt.NDArray[np.floating]:
    """:data:`Host` for arrays that numpy can read."""
    values = np.asarray(output)
    rows: npt.NDArray[np.floating] = values.reshape(-1, values.shape[-1])
    if groups is None:
        return rows
    return groups.sums(softmax(rows) if outputs == "logits" else rows)


def size(inputs: Any) -> int:
    """Length of the first axis of an array, or of the first array in a tuple, list or dict of them."""
    if isinstance(inputs, dict):
        inputs = tuple(inputs.values())
    if isinstance(inputs, (tuple, list)):
        return size(inputs[0])
    return len(inputs)


def part(inputs: Any, first: int, end: int) -> Any:
    """Samples ``first`` to ``end`` of an array, or of all in a tuple, list or dict of them."""
    if isinstance(inputs, dict):
        return {name: part(value, first, end) for name, value in inputs.items()}
    if isinstance(inputs, (tuple, list)):
        return type(inputs)(part(value, first, end) for value in inputs)
    return inputs[first:end]


def output_of(output: Any) -> Any:
    """The array in a network's output: itself, what it has as ``logits``, or the first of several."""
    if hasattr(output, "logits"):
        return output.logits
    if isinstance(output, dict):
        return output["logits"] if "logits" in output else next(iter(output.values()))
    return output[0] if isinstance(output, (tuple, list)) else output


def shard(inputs: int, rank: int, ranks: int) -> tuple[int, int]:
    """Which of so many inputs a process predicts: first and end, in order of rank, as equal as can be."""
    return inputs * rank // ranks, inputs * (rank + 1) // ranks


def joined(evaluation: ProbeEvaluation, parts: Sequence[Any]) -> Snapshot:
    """The snapshot of the parts of all processes, in order of rank; what is an error is raised."""
    for piece in parts:
        if isinstance(piece, BaseException):
            raise piece
    return evaluation.snapshot(np.concatenate(list(parts)))


@contextmanager
def random_state_kept() -> Iterator[None]:
    """Python's and numpy's global random states are afterwards what they were before."""
    python, of_numpy = random.getstate(), np.random.get_state()
    try:
        yield
    finally:
        random.setstate(python)
        np.random.set_state(of_numpy)
