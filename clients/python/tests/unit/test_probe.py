from __future__ import annotations

import numpy as np
import pytest

from thalweg import Groups, Probe


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([], 3), "shape of labels"),
        (([[0, 1]], 3), "shape of labels"),
        (([0.0, 1.0], 3), "type of labels"),
        (([0, 3], 3), "label of sample 1 is 3; expected 0 to 2"),
        (([0, -1], 3), "label of sample 1 is -1"),
        (([0, 0], 1), "classes is 1"),
    ],
)
def test_unsound_probe_is_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        Probe(*arguments)


def test_id_for_each_sample_is_asked_for():
    with pytest.raises(ValueError, match="number of ids is 1; expected one for each of 2 labels"):
        Probe([0, 1], 2, ids=["a"])


def test_order_is_part_of_the_identity():
    assert Probe([0, 1, 1], 2) != Probe([1, 0, 1], 2)


def test_inputs_are_no_part_of_the_identity():
    assert Probe([0, 1], 2, np.zeros((2, 3))) == Probe([0, 1], 2)
    assert hash(Probe([0, 1], 2, np.zeros((2, 3)))) == hash(Probe([0, 1], 2))


def test_groups_make_classes_of_the_groups():
    probe = Probe([0, 1, 3], 4, groups=Groups([0, 0, 1, 1]))

    assert probe.classes == 2
    assert probe.network_classes == 4
    assert probe.labels.tolist() == [0, 0, 1]


def test_grouping_is_part_of_the_identity():
    # The same labels and number of groups, but another class has changed sides.
    one, other = Groups([0, 0, 1, 1]), Groups([0, 1, 0, 1])

    assert Probe([0, 3], 4, groups=one).labels.tolist() == Probe([0, 3], 4, groups=other).labels.tolist()
    assert Probe([0, 3], 4, groups=one) != Probe([0, 3], 4, groups=other)


def test_groups_of_other_classes_are_refused():
    with pytest.raises(ValueError, match="classes of the groups is 4; expected 5"):
        Probe([0], 5, groups=Groups([0, 0, 1, 1]))
