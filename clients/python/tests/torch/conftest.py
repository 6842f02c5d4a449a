"""What this environment needs."""

from __future__ import annotations

from lightning.pytorch import LightningModule

import torch


def _nothing(_: LightningModule) -> None:
    """Instead of loading PyTorch's sharded tensors, for checkpoints of sharded training, which no test here has:
    Debian's PyTorch, 1.13, has them in a form that Debian's Python, 3.11, refuses.
    """


if torch.__version__.startswith("1."):
    LightningModule._register_sharded_tensor_state_dict_hooks_if_available = _nothing
