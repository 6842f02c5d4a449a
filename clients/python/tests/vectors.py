"""The test vectors that all clients share, from the project's protocol module."""

from __future__ import annotations

import json
import struct
from pathlib import Path
from typing import Any

import numpy as np

FOLDER = Path(__file__).parents[3] / "protocol" / "src" / "test" / "resources" / "vectors"


def load(name: str) -> Any:
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def floats(words: list[str]) -> np.ndarray:
    """float32 values by their bits."""
    return np.array([struct.unpack(">f", bytes.fromhex(word))[0] for word in words], dtype=np.float32)
