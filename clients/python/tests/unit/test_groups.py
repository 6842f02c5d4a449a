from __future__ import annotations

import numpy as np
import pytest

from thalweg import Groups


def distance(p: np.ndarray, q: np.ndarray) -> np.ndarray:
    """Bhattacharyya's, of each row, in nats."""
    return -np.log(np.sqrt(p * q).sum(axis=1))


@pytest.mark.parametrize("groups", [2, 3, 17, 256, 1000])
@pytest.mark.parametrize("seed", range(3))
def test_coarse_graining_never_increases_the_distance(groups, seed):
    rng = np.random.default_rng(seed)
    p, q = rng.dirichlet(np.full(1000, 0.05), (2, 20))
    grouping = Groups.by_hash(1000, groups, seed)

    assert (distance(grouping.sums(p), grouping.sums(q)) <= distance(p, q) + 1e-6).all()


def test_sums_are_those_of_the_classes_of_a_group():
    grouping = Groups([1, 0, 1, 2])

    np.testing.assert_allclose(grouping.sums(np.array([[0.1, 0.2, 0.3, 0.4]])), [[0.2, 0.4, 0.4]], atol=1e-7)


def test_frequent_classes_stay_alone():
    counts = np.array([5, 100, 1, 50, 2, 3, 4])

    grouping = Groups.by_frequency(counts, 4)

    assert grouping.of_class[1] == 0
    assert grouping.of_class[3] == 1
    assert len(grouping) == 4


@pytest.mark.parametrize(("classes", "groups"), [(2, 2), (3, 2), (10, 10), (10, 9), (50_257, 256), (1024, 1000)])
def test_frequency_groups_hold_every_class_and_grow(classes, groups):
    grouping = Groups.by_frequency(np.arange(classes)[::-1], groups)

    sizes = np.bincount(grouping.of_class)
    assert len(sizes) == groups
    assert sizes.min() >= 1
    assert (np.diff(grouping.of_class) >= 0).all()


@pytest.mark.parametrize(("classes", "groups"), [(2, 2), (10, 3), (50_257, 256)])
def test_hashed_groups_are_of_equal_size(classes, groups):
    sizes = np.bincount(Groups.by_hash(classes, groups).of_class)

    assert sizes.max() - sizes.min() <= 1


def test_hash_is_the_same_everywhere():
    assert Groups.by_hash(1000, 16, 7).fingerprint == "83bb432572ba6474"


def test_another_seed_is_another_grouping():
    assert Groups.by_hash(1000, 16, 0).fingerprint != Groups.by_hash(1000, 16, 1).fingerprint


@pytest.mark.parametrize(
    ("of_class", "message"),
    [([0, 0], "number of groups is 1"), ([0, 2], "groups without a class is \\[1\\]"), ([0.5, 1], "integers")],
)
def test_unsound_groups_are_refused(of_class, message):
    with pytest.raises(ValueError, match=message):
        Groups(of_class)


def test_more_groups_than_classes_are_refused():
    with pytest.raises(ValueError, match="groups is 11; expected 2 to the 10 classes"):
        Groups.by_hash(10, 11)
