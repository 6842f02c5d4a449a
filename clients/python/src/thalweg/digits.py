"""The handwritten digits on which the project's bundled reference manifold was built. Needs the extra ``sklearn``.

1,797 images of 8x8 (Alpaydin and Kaynak 1998), which scikit-learn brings; 360 of them, 36 of each digit, are the probe
set, in the order that the reference has.
"""

from __future__ import annotations

from importlib import resources
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from sklearn.datasets import load_digits

from thalweg.probe import Probe

CLASSES = 10
_DARKEST = 16


class Digits(NamedTuple):
    """Images are float32 [.., 64], from 0 to 1."""

    images: npt.NDArray[np.float32]
    """To train on, [1437, 64]."""
    labels: npt.NDArray[np.int32]
    """Of those, [1437]."""
    probe: Probe
    """Its inputs are [360, 64]."""


def load() -> Digits:
    """The same split as that of the Java side."""
    bunch = load_digits()
    images = (bunch.data / _DARKEST).astype(np.float32)
    labels = bunch.target.astype(np.int32)
    chosen = probe_images()
    training = np.setdiff1d(np.arange(len(images)), chosen)
    return Digits(images[training], labels[training], Probe(labels[chosen], CLASSES, images[chosen]))


def probe_images() -> npt.NDArray[np.int64]:
    """Which images are the probe set, in its order: indices into scikit-learn's, [360]."""
    text = resources.files("thalweg").joinpath("digits_probe.txt").read_text(encoding="ascii")
    return np.array(text.split(), dtype=np.int64)
