"""Files that the Java side writes or reads."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from servers import MANIFOLD
from thalweg import Groups, Manifold, Probe, offline

LABELS = [0, 2, 1, 1]
PROBE = Probe(LABELS, 3)


def trajectory(snapshots: int = 5, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).dirichlet(np.ones(3), (snapshots, 4)).astype(np.float32)


def test_manifold_has_what_its_document_says():
    manifold = Manifold.open(MANIFOLD)

    samples, classes, landmarks = manifold.landmarks.shape
    assert manifold.coordinates.shape[0] == landmarks == len(manifold.landmark_names) == len(manifold.eigenvalues)
    assert Probe(manifold.labels, classes).id == manifold.probe_set
    assert samples == len(manifold.labels)
    assert manifold.hash in repr(manifold)
    np.testing.assert_allclose(np.square(manifold.landmarks[:5, :, 7], dtype=np.float64).sum(axis=1), 1, atol=1e-6)


def test_landmarks_are_projected_onto_their_own_coordinates():
    manifold = Manifold.open(MANIFOLD)
    amplitudes = np.asarray(manifold.landmarks, dtype=np.float64)
    affinities = np.einsum("nc,ncm->nm", amplitudes[:, :, 11], amplitudes)
    distances = -np.log(np.maximum(affinities, manifold.floor)).mean(axis=0)

    found = manifold["projection"] @ (manifold["column_means"] - distances) / 2

    np.testing.assert_allclose(found, manifold.coordinates[11], atol=1e-5)


def test_reference_runs_have_their_checkpoints():
    courses = Manifold.open(MANIFOLD).run_coordinates()

    assert len(courses) == 66
    assert sum(map(len, courses.values())) == len(Manifold.open(MANIFOLD)["runs.step"])


def forged(tmp_path: Path, change) -> Path:
    file = tmp_path / "forged.safetensors"
    content = bytearray(MANIFOLD.read_bytes())
    change(content)
    file.write_bytes(content)
    return file


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda content: content.__setitem__(slice(0, 8), b"\xff" * 8), "header length"),
        (lambda content: content.__setitem__(-1, content[-1] ^ 1), "content hash"),
        (lambda content: content.__delitem__(slice(-8, None)), "place of"),
        (lambda content: content.__setitem__(slice(0, None), b"short"), "header length"),
    ],
)
def test_unsound_manifold_is_refused_by_name(tmp_path, change, message):
    with pytest.raises(ValueError, match=f"forged.safetensors: {message}"):
        Manifold.open(forged(tmp_path, change))


def test_saved_trajectory_is_what_was_given(tmp_path):
    rows = trajectory()

    file = offline.save(tmp_path, "mlp-sgd.s0", rows, PROBE, steps=[0, 1, 4, 9, 16], seed=0, tags={"arch": "mlp"})

    np.testing.assert_array_equal(np.load(file), rows)
    np.testing.assert_array_equal(np.load(tmp_path / "labels.npy"), LABELS)
    [entry] = json.loads((tmp_path / "runs.json").read_text())
    assert entry == {
        "run": "mlp-sgd.s0",
        "seed": 0,
        "kind": "normal",
        "steps": [0, 1, 4, 9, 16],
        "tags": {"arch": "mlp"},
    }


def test_run_saved_again_takes_the_place_of_the_first(tmp_path):
    for name in ("a.s0", "b.s0", "a.s0"):
        offline.save(tmp_path, name, trajectory(), PROBE)

    assert [entry["run"] for entry in json.loads((tmp_path / "runs.json").read_text())] == ["b.s0", "a.s0"]


def test_folder_of_another_probe_set_is_refused(tmp_path):
    offline.save(tmp_path, "a.s0", trajectory(), PROBE)

    with pytest.raises(ValueError, match="use another folder"):
        offline.save(tmp_path, "b.s0", trajectory(), Probe([1, 2, 1, 1], 3))


def test_ids_of_samples_are_kept(tmp_path):
    offline.save(tmp_path, "a.s0", trajectory(), Probe(LABELS, 3, ids=["w", "x", "y", "z"]))

    assert json.loads((tmp_path / "ids.json").read_text()) == ["w", "x", "y", "z"]


def test_other_grouping_of_the_same_labels_is_refused(tmp_path):
    def grouped(of_class):
        return Probe([0, 3, 0, 3], 4, groups=Groups(of_class))

    rows = np.full((2, 4, 2), 0.5)
    offline.save(tmp_path, "a.s0", rows, grouped([0, 0, 1, 1]))

    with pytest.raises(ValueError, match="use another folder"):
        offline.save(tmp_path, "b.s0", rows, grouped([0, 1, 0, 1]))


@pytest.mark.parametrize(
    ("rows", "how", "message"),
    [
        (trajectory()[0], {}, "shape of the trajectory"),
        (trajectory() * 2, {}, "row 0 is no probability distribution"),
        (trajectory(), {"steps": [0, 1]}, "5 rising numbers"),
        (trajectory(), {"steps": [0, 1, 1, 2, 3]}, "5 rising numbers"),
        (trajectory(0), {}, "number of snapshots"),
    ],
)
def test_unsound_trajectory_is_refused(tmp_path, rows, how, message):
    with pytest.raises(ValueError, match=message):
        offline.save(tmp_path, "a.s0", rows, PROBE, **how)


def test_recorder_saves_at_its_end(tmp_path):
    rows = trajectory(2)
    with offline.Recorder(tmp_path, "a.s0", PROBE, seed=3) as recorder:
        recorder.publish_probabilities(0, rows[0])
        recorder.publish_logits(10, np.log(rows[1]))

    np.testing.assert_allclose(np.load(tmp_path / "a.s0.npy"), rows, atol=1e-6)
    assert json.loads((tmp_path / "runs.json").read_text())[0]["steps"] == [0, 10]


def test_recording_of_a_failed_run_is_no_reference(tmp_path):
    recorder = offline.Recorder(tmp_path, "a.s0", PROBE)
    recorder.publish_probabilities(0, trajectory(1)[0])
    with pytest.raises(ZeroDivisionError), recorder:
        raise ZeroDivisionError

    assert json.loads((tmp_path / "runs.json").read_text())[0]["kind"] == "failed"
