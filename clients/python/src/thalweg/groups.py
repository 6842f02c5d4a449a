"""Coarse-graining of classes, for networks with more of them than can be sent: language models above all.

The probability of a group is the sum of those of its classes. Coarse-graining never increases the Bhattacharyya
distance: within a group, sum sqrt(p_c q_c) <= sqrt(sum p_c) sqrt(sum q_c) (Cauchy and Schwarz), so that the affinity of
every sample can only grow. It is a case of the data-processing inequality of f-divergences (Csiszar, "Information-type
measures of difference of probability distributions and indirect observations", Studia Scientiarum Mathematicarum
Hungarica 2, 1967, 299-318; Ali and Silvey, J. R. Statist. Soc. B 28, 1966, 131-142). What is near on all classes is
therefore near on groups; what is far on all classes may look nearer.
"""

from __future__ import annotations

import hashlib

import numpy as np
import numpy.typing as npt

from thalweg._checks import expect


class Groups:
    """Which group each class belongs to. Every group has at least one class."""

    def __init__(self, of_class: npt.ArrayLike) -> None:
        """From the group of each class: integers [C] from 0 to G - 1, each of which occurs; G is at least 2.

        Raises ValueError otherwise.
        """
        given = np.asarray(of_class)
        expect(given.ndim == 1 and given.dtype.kind in "iu", "groups", f"{given.dtype} {given.shape}", "integers [C]")
        count = int(given.max(initial=-1)) + 1
        expect(count >= 2, "number of groups", count, "at least 2")
        expect(int(given.min()) >= 0, "smallest group", int(given.min()), "0 or more")
        empty = np.flatnonzero(np.bincount(given, minlength=count) == 0)
        expect(empty.size == 0, "groups without a class", empty[:5].tolist(), "none")
        self.of_class: npt.NDArray[np.int32] = given.astype(np.int32)
        self.count = count
        # Classes sorted by group, so that sums over groups are sums over neighbours.
        self._sorted = np.argsort(self.of_class, kind="stable")
        self._starts = np.searchsorted(self.of_class[self._sorted], np.arange(count))

    @classmethod
    def by_frequency(cls, counts: npt.ArrayLike, groups: int = 256) -> Groups:
        """The most frequent classes each alone, the others together by rank.

        Half of the groups are single classes, in the order of their counts [C]. The other half are runs of the
        remaining ranks whose lengths grow geometrically: rare classes share a group with classes as rare.
        """
        given = np.asarray(counts)
        expect(given.ndim == 1, "shape of counts", given.shape, "[C]")
        expect(2 <= groups <= given.size, "groups", groups, f"2 to the {given.size} classes")
        singles = groups // 2
        edges = _geometric_edges(given.size - singles, groups - singles)
        of_rank = np.concatenate([np.arange(singles), singles + np.searchsorted(edges, np.arange(edges[-1]), "right")])
        of_class = np.empty(given.size, dtype=np.int32)
        of_class[np.argsort(-given, kind="stable")] = of_rank
        return cls(of_class)

    @classmethod
    def by_hash(cls, classes: int, groups: int = 256, seed: int = 0) -> Groups:
        """Groups of equal size (within one) by a hash of the class and the seed, the same on every machine."""
        expect(2 <= groups <= classes, "groups", groups, f"2 to the {classes} classes")
        start = seed * 0x9E3779B97F4A7C15 % (1 << 64)
        mixed = _mix(np.arange(classes, dtype=np.uint64) + np.array(start, dtype=np.uint64))
        of_class = np.empty(classes, dtype=np.int32)
        of_class[np.argsort(mixed, kind="stable")] = np.arange(classes) % groups
        return cls(of_class)

    @property
    def classes(self) -> int:
        """C, before coarse-graining."""
        return len(self.of_class)

    @property
    def fingerprint(self) -> str:
        """16 hexadecimal digits that tell groupings apart, from the SHA-256 over the group of each class."""
        return hashlib.sha256(self.of_class.astype("<i4").tobytes()).hexdigest()[:16]

    def sums(self, probabilities: npt.NDArray[np.floating]) -> npt.NDArray[np.float32]:
        """Probabilities of the groups, float32 [B, G], from those of the classes, [B, C], in double precision."""
        rows = np.asarray(probabilities, dtype=np.float64)[:, self._sorted]
        return np.add.reduceat(rows, self._starts, axis=1).astype(np.float32)

    def __len__(self) -> int:
        return self.count

    def __repr__(self) -> str:
        return f"Groups({self.classes} classes in {self.count} groups, {self.fingerprint})"


def _geometric_edges(ranks: int, groups: int) -> npt.NDArray[np.int64]:
    """Ends of ``groups`` runs that cover ``ranks``: at least one long, and growing geometrically beyond that."""
    ends = np.rint(np.geomspace(1, ranks + 1, groups + 1)[1:]).astype(np.int64) - 1
    least = np.arange(1, groups + 1)
    # From the front no two ends may meet, from the back none may leave too few ranks for the rest.
    ends = np.maximum(ends, least)
    return np.minimum(np.maximum.accumulate(ends - least) + least, ranks - groups + least)


def _mix(words: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """The finaliser of SplitMix64 (Steele, Lea and Flood 2014): every input bit reaches every output bit."""
    words = (words ^ (words >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    words = (words ^ (words >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed: npt.NDArray[np.uint64] = words ^ (words >> np.uint64(31))
    return mixed
