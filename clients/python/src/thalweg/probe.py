"""The probe set: the fixed samples that every snapshot of every compared run predicts."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Sequence
from typing import Any, Optional

import numpy as np
import numpy.typing as npt

from thalweg._checks import expect
from thalweg.groups import Groups

_DOMAIN = b"thalweg.probe/1\n"


class Probe:
    """Fixed inputs, their true classes, and their order.

    Its ``id`` is a hash over sample ids and labels in order, the same in every client; the processor compares only
    snapshots of one probe set. The samples should be in a random order that is fixed once: the first chunk of a large
    snapshot is then a fair sample of it.

    With ``groups``, classes are coarse-grained: what is published is the probability of each group of classes. A probe
    set with groups has an id of its own, since its samples' ids carry the grouping's fingerprint.
    """

    def __init__(
        self,
        labels: Sequence[int] | npt.ArrayLike,
        classes: int,
        inputs: Any = None,
        *,
        ids: Optional[Sequence[str]] = None,
        groups: Optional[Groups] = None,
    ) -> None:
        """Checks and keeps them.

        labels: true classes, [N], each from 0 to classes - 1.
        classes: how many the network tells apart, C.
        inputs: what the network takes, samples along the first axis: an array or tensor, or a tuple, list or dict of
            them. Not needed where the caller evaluates the network itself.
        ids: one text a sample; decimal indices unless given.
        groups: how classes are summed up before sending.

        Raises ValueError naming what is wrong.
        """
        truth = np.asarray(labels)
        expect(truth.ndim == 1 and truth.size > 0, "shape of labels", truth.shape, "[N] with N at least 1")
        expect(truth.dtype.kind in "iu", "type of labels", str(truth.dtype), "integers")
        expect(classes >= 2, "classes", classes, "at least 2")
        outside = np.flatnonzero((truth < 0) | (truth >= classes))
        if outside.size:
            at = int(outside[0])
            expect(False, f"label of sample {at}", int(truth[at]), f"0 to {classes - 1}")
        if ids is not None:
            expect(len(ids) == truth.size, "number of ids", len(ids), f"one for each of {truth.size} labels")
        if groups is not None:
            expect(groups.classes == classes, "classes of the groups", groups.classes, str(classes))
        self.inputs = inputs
        self.groups = groups
        self.network_classes = classes
        self.classes = classes if groups is None else groups.count
        known = truth.astype(np.int32)
        self.labels: npt.NDArray[np.int32] = known if groups is None else groups.of_class[known]
        self.has_own_ids = ids is not None or groups is not None
        """Whether samples are not known by their indices."""
        names = [str(n) for n in range(truth.size)] if ids is None else [str(name) for name in ids]
        self.ids = names if groups is None else [f"{name}@{groups.fingerprint}" for name in names]
        self.digest = _digest(self.ids, self.labels, self.classes)

    @property
    def samples(self) -> int:
        """N."""
        return len(self.labels)

    @property
    def id(self) -> str:
        """``sha256:`` and 64 hexadecimal digits."""
        return "sha256:" + self.digest.hex()

    def __len__(self) -> int:
        return self.samples

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Probe) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)

    def __repr__(self) -> str:
        return f"Probe({self.samples} samples, {self.classes} classes, {self.id})"


def _digest(ids: Sequence[str], labels: npt.NDArray[np.int32], classes: int) -> bytes:
    sha = hashlib.sha256(_DOMAIN + struct.pack("<II", len(labels), classes))
    for name, label in zip(ids, labels.tolist()):
        encoded = name.encode("utf-8")
        sha.update(struct.pack("<I", len(encoded)) + encoded + struct.pack("<i", label))
    return sha.digest()
