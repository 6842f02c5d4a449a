"""Reading a reference manifold's file, as docs/manifold-format.md of the project describes it.

The file is in the safetensors layout, which numpy can map by itself.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from os import PathLike
from pathlib import Path
from typing import Any, Union

import numpy as np
import numpy.typing as npt

from thalweg._checks import expect

_FORMAT = "thalweg.manifold/1"
_TYPES = {"F64": "<f8", "F32": "<f4", "F16": "<f2", "I64": "<i8", "I32": "<i4"}
_LARGEST_HEADER = 16 << 20
_DIGITS = 64
_PIECE = 16 << 20


class Manifold:
    """N probe samples, C classes, m landmarks, K axes; T checkpoints of the reference runs. Tensors are mapped."""

    def __init__(self, metadata: Mapping[str, str], tensors: Mapping[str, npt.NDArray[Any]]) -> None:
        self._metadata = metadata
        self._tensors = tensors
        self.hash: str = metadata["content_hash"]
        """``sha256:`` and 64 digits, as metrics records name it."""
        self.probe_set: str = metadata["probe_set"]
        """The id of the probe set that it was built on."""
        self.floor = float(metadata["floor"])
        """Smallest affinity that enters a logarithm."""
        self.landmark_names: list[dict[str, Any]] = json.loads(metadata["landmarks"])
        """Of each landmark: run, config, index, step, progress."""
        self.runs: list[dict[str, Any]] = json.loads(metadata["runs"])
        """Of each reference run: run, config, totalSteps, tags."""

    @classmethod
    def open(cls, path: Union[str, PathLike[str]], *, verify: bool = True) -> Manifold:
        """Reads a file. ``verify`` recomputes its content hash, which reads all of it.

        Raises ValueError naming the file and what is wrong with it, OSError when it cannot be read.
        """
        file = Path(path)
        try:
            metadata, tensors = _read(file)
            expect(metadata.get("format") == _FORMAT, "format", metadata.get("format"), _FORMAT)
            if verify:
                _check_hash(file, metadata["content_hash"])
            return cls(metadata, tensors)
        except (ValueError, KeyError, TypeError) as e:
            raise ValueError(f"{file}: {e}") from e

    @property
    def landmarks(self) -> npt.NDArray[Any]:
        """Amplitudes sqrt(p) of the landmarks, [N, C, m]."""
        return self["landmarks"]

    @property
    def labels(self) -> npt.NDArray[np.int32]:
        """True classes, [N]."""
        return self["labels"]

    @property
    def coordinates(self) -> npt.NDArray[np.float64]:
        """Of the landmarks, [m, K]."""
        return self["coordinates"]

    @property
    def eigenvalues(self) -> npt.NDArray[np.float64]:
        """All m, by descending magnitude, with their signs."""
        return self["eigenvalues"]

    def run_coordinates(self) -> dict[str, npt.NDArray[np.float64]]:
        """Of every reference run, [its checkpoints, K]."""
        of_run, coordinates = self["runs.run"], self["runs.coordinates"]
        return {run["run"]: coordinates[of_run == at] for at, run in enumerate(self.runs)}

    def __getitem__(self, tensor: str) -> npt.NDArray[Any]:
        """A tensor of docs/manifold-format.md by its name. Raises KeyError when there is none."""
        return self._tensors[tensor]

    def __repr__(self) -> str:
        samples, classes, landmarks = self.landmarks.shape
        about = f"{samples} samples x {classes} classes, {landmarks} landmarks, {len(self.runs)} runs"
        return f"Manifold({about}, {self.hash})"


def _read(file: Path) -> tuple[Mapping[str, str], dict[str, npt.NDArray[Any]]]:
    size = file.stat().st_size
    with file.open("rb") as opened:
        length = int.from_bytes(opened.read(8), "little")
        expect(size >= 8 and length <= min(size - 8, _LARGEST_HEADER), "header length", length, "within the file")
        header = json.loads(opened.read(length))
    metadata = header.pop("__metadata__")
    # Mapped as a plain array, since tensors are views of it.
    content = np.asarray(np.memmap(file, dtype=np.uint8, mode="r", offset=8 + length))
    return metadata, {name: _tensor(name, entry, content) for name, entry in header.items()}


def _tensor(name: str, entry: Mapping[str, Any], content: npt.NDArray[np.uint8]) -> npt.NDArray[Any]:
    begin, end = entry["data_offsets"]
    expect(entry["dtype"] in _TYPES, f"type of {name}", entry["dtype"], " or ".join(_TYPES))
    kind = np.dtype(_TYPES[entry["dtype"]])
    expected = kind.itemsize * int(np.prod(entry["shape"], dtype=np.int64))
    expect(0 <= begin <= end <= content.size, f"place of {name}", (begin, end), f"within {content.size} bytes")
    expect(end - begin == expected, f"bytes of {name}", end - begin, f"{expected} for its shape")
    tensor: npt.NDArray[Any] = content[begin:end].view(kind).reshape(entry["shape"])
    return tensor


def _check_hash(file: Path, claimed: str) -> None:
    digits = claimed.rpartition(":")[2].encode()
    expect(len(digits) == _DIGITS, "content_hash", claimed, "sha256: and 64 digits")
    whole = np.memmap(file, dtype=np.uint8, mode="r")
    at = bytes(whole[: 8 + _LARGEST_HEADER]).find(digits)
    sha = hashlib.sha256(whole[:at].tobytes() + b"0" * _DIGITS)
    for begin in range(at + _DIGITS, len(whole), _PIECE):
        sha.update(whole[begin : begin + _PIECE].tobytes())
    found = "sha256:" + sha.hexdigest()
    expect(found == claimed, "content hash", found, claimed)
