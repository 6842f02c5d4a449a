"""Watch a network train: publish what it predicts on a fixed probe set, and be told when the run leaves the valley.

    import thalweg

    probe = thalweg.Probe(labels, classes=10, inputs=images)
    with thalweg.Publisher("resnet-a.s3", probe, "kafka:9092", total_steps=9000) as run:
        ...
        run.publish_logits(step, logits)

Callbacks for the usual frameworks are in modules of their own, which import their framework: ``thalweg.lightning``,
``thalweg.huggingface``, ``thalweg.keras``, ``thalweg.sklearn``, ``thalweg.torch``, ``thalweg.jax``.
"""

from thalweg import offline, rules
from thalweg._judge import StopReason
from thalweg.chunk import Encoding
from thalweg.cluster import Cluster
from thalweg.groups import Groups
from thalweg.manifold import Manifold
from thalweg.probe import Probe
from thalweg.publisher import Publisher, Statistics
from thalweg.stopping import EarlyStopping

__all__ = [
    "Cluster",
    "EarlyStopping",
    "Encoding",
    "Groups",
    "Manifold",
    "Probe",
    "Publisher",
    "Statistics",
    "StopReason",
    "offline",
    "rules",
]
__version__ = "0.1.0"
