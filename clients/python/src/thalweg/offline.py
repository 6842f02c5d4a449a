"""Trajectories on disk, in the folder that ``thalweg reference build --trajectories`` reads.

``labels.npy`` has the true classes of the probe samples and ``ids.json`` their ids, where these are not their indices;
``<run>.npy`` has the predictions of a run, [T, N, C], and ``runs.json`` what is known about each run.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Optional, Union

import numpy as np
import numpy.typing as npt

from thalweg._checks import expect, run_id
from thalweg._checks import tags as checked_tags
from thalweg.encoder import check_rows, softmax
from thalweg.probe import Probe

_LABELS = "labels.npy"
_IDS = "ids.json"
_RUNS = "runs.json"


def save(
    folder: Union[str, PathLike[str]],
    run: str,
    probabilities: npt.ArrayLike,
    probe: Probe,
    *,
    steps: Optional[Sequence[int]] = None,
    config: Optional[str] = None,
    kind: str = "normal",
    seed: Optional[int] = None,
    total_steps: Optional[int] = None,
    tags: Optional[Mapping[str, object]] = None,
) -> Path:
    """Writes a run's trajectory, and answers its file. A run of the same name is replaced.

    probabilities: [T, N, C], in order of step; kept in float32. steps: the step of each of the T, 0, 1, 2, ... unless
    given. config: the configuration that runs differing only by their seed share; the name before its last dot unless
    given. kind: only "normal" runs are built into a reference.

    Raises ValueError when the values are no such probabilities, or the folder is of another probe set.
    """
    rows = np.asarray(probabilities, dtype=np.float32)
    expected = (probe.samples, probe.classes)
    expect(rows.ndim == 3 and rows.shape[1:] == expected, "shape of the trajectory", rows.shape, f"[T, {expected}]")
    expect(len(rows) >= 1, "number of snapshots", len(rows), "at least 1")
    for snapshot in rows:
        check_rows(snapshot)
    taken = list(range(len(rows))) if steps is None else [int(step) for step in steps]
    rising = all(before < after for before, after in zip(taken, taken[1:]))
    expect(len(taken) == len(rows) and rising, "steps", taken, f"{len(rows)} rising numbers")
    entry: dict[str, Any] = {
        "run": run_id(run),
        "config": config,
        "seed": seed,
        "kind": kind,
        "steps": taken,
        "totalSteps": total_steps,
        "tags": checked_tags(tags or {}),
    }
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    _put_probe(target, probe)
    file = target / f"{run}.npy"
    _replace(file, rows)
    _put_entry(target / _RUNS, {key: value for key, value in entry.items() if value is not None})
    return file


class Recorder:
    """Takes a run's snapshots as a :class:`thalweg.Publisher` does, and saves them to a folder at its end.

    The callbacks of the frameworks take either, so that finished runs for a reference are made without a cluster. Keeps
    the trajectory in memory until then: T x N x C x 4 bytes.
    """

    def __init__(self, folder: Union[str, PathLike[str]], run: str, probe: Probe, **about: Any) -> None:
        """``about``: what :func:`save` takes besides the steps."""
        self.run = run_id(run)
        self.probe = probe
        self._folder = Path(folder)
        self._about = about
        self._steps: list[int] = []
        self._snapshots: list[npt.NDArray[np.float32]] = []

    def start(self) -> Recorder:
        return self

    def publish_logits(self, step: int, logits: npt.ArrayLike) -> None:
        """Keeps the softmax of logits [N, C]."""
        self.publish_probabilities(step, softmax(np.asarray(logits, dtype=np.float32)))

    def publish_probabilities(self, step: int, probabilities: npt.ArrayLike) -> None:
        """Keeps probabilities [N, C]."""
        self._steps.append(int(step))
        self._snapshots.append(np.array(probabilities, dtype=np.float32))

    def end(self, error: Optional[BaseException] = None) -> None:
        """Saves what came so far; a run that failed is of the kind "failed"."""
        if self._snapshots:
            about = self._about if error is None else {**self._about, "kind": "failed"}
            save(self._folder, self.run, np.stack(self._snapshots), self.probe, steps=self._steps, **about)
            self._snapshots.clear()

    def close(self) -> None:
        """Nothing is open."""

    def __enter__(self) -> Recorder:
        return self

    def __exit__(
        self, kind: Optional[type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]
    ) -> Literal[False]:
        self.end(error)
        return False


def _put_probe(folder: Path, probe: Probe) -> None:
    labels, ids = folder / _LABELS, folder / _IDS
    if labels.exists():
        present = np.load(labels, allow_pickle=False)
        same = np.array_equal(present, probe.labels) and _ids(ids) == (probe.ids if probe.has_own_ids else None)
        expect(same, str(labels), f"{len(present)} labels", "those of this probe set; use another folder")
        return
    if probe.has_own_ids:
        ids.write_text(json.dumps(probe.ids), encoding="utf-8")
    _replace(labels, probe.labels)


def _ids(file: Path) -> Optional[list[str]]:
    return list(json.loads(file.read_text(encoding="utf-8"))) if file.exists() else None


def _put_entry(file: Path, entry: Mapping[str, Any]) -> None:
    entries = json.loads(file.read_text(encoding="utf-8")) if file.exists() else []
    kept = [present for present in entries if present["run"] != entry["run"]]
    part = file.with_suffix(".part")
    part.write_text(json.dumps([*kept, entry], indent=1) + "\n", encoding="utf-8")
    part.replace(file)


def _replace(file: Path, values: npt.NDArray[Any]) -> None:
    part = file.with_suffix(".part")
    with part.open("wb") as opened:
        np.save(opened, np.ascontiguousarray(values), allow_pickle=False)
    part.replace(file)
