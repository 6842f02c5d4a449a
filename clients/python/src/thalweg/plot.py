"""A run in its manifold, as a picture. Needs the extra ``plot``."""

from __future__ import annotations

from typing import Any, Optional

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from thalweg._checks import expect
from thalweg.manifold import Manifold

_REFERENCE = "0.8"


def run_in_manifold(
    manifold: Manifold, metrics: pd.DataFrame, axes: Optional[Axes] = None, *, dimensions: tuple[int, int] = (0, 1)
) -> Axes:
    """Draws reference runs in grey and the runs of a frame (:func:`thalweg.frame.metrics`) in colours on top.

    A snapshot on which an alarm stands has a cross. ``dimensions`` are the axes of the embedding to show.

    Raises ValueError when the frame has no coordinates, or other ones than this manifold's.
    """
    first, second = dimensions
    for dimension in dimensions:
        count = manifold.coordinates.shape[1]
        expect(0 <= dimension < count, "dimension", dimension, f"0 to {count - 1}")
    expect(f"x{max(dimensions)}" in metrics, "columns of the frame", list(metrics.columns), "coordinates x0, x1, ...")
    others = set(metrics["manifold"]) - {manifold.hash}
    expect(not others, "manifold of the metrics", sorted(others), manifold.hash)
    drawing = plt.figure().add_subplot() if axes is None else axes
    for course in manifold.run_coordinates().values():
        drawing.plot(course[:, first], course[:, second], color=_REFERENCE, linewidth=0.8, zorder=1)
    for name in ("ignorance", "truth"):
        _anchor(drawing, manifold, name, first, second)
    for run, snapshots in metrics.groupby("run", sort=True):
        _course(drawing, str(run), snapshots, f"x{first}", f"x{second}")
    drawing.set_xlabel(f"axis {first + 1}")
    drawing.set_ylabel(f"axis {second + 1}")
    drawing.set_title("from ignorance to truth; healthy runs in grey")
    drawing.legend(frameon=False, fontsize="small")
    return drawing


def _anchor(drawing: Axes, manifold: Manifold, name: str, first: int, second: int) -> None:
    at = [n for n, landmark in enumerate(manifold.landmark_names) if landmark["run"] == f"@{name}"]
    if at:
        x, y = manifold.coordinates[at[0]][[first, second]]
        drawing.plot(x, y, "o", color="0.4", markersize=5, zorder=2)
        drawing.annotate(name, (x, y), xytext=(6, 6), textcoords="offset points", color="0.3", fontsize="small")


def _course(drawing: Axes, run: str, course: pd.DataFrame, x: str, y: str) -> None:
    placed: Any = course.dropna(subset=[x, y])
    [line] = drawing.plot(placed[x], placed[y], "-o", markersize=3, linewidth=1.4, label=run, zorder=3)
    alarmed = placed[np.array([len(alarms) > 0 for alarms in placed["alarms"]], dtype=bool)]
    drawing.plot(alarmed[x], alarmed[y], "x", color=line.get_color(), markersize=8, zorder=4)
