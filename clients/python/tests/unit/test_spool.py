from __future__ import annotations

from pathlib import Path

import pytest

from thalweg._outgoing import Outgoing
from thalweg.cluster import Cluster
from thalweg.spool import Spool, main

CLUSTER = Cluster("127.0.0.1:9092")


def snapshot(number: int, content: bytes = b"chunk") -> Outgoing:
    return Outgoing(number, "thalweg.snapshots", b"r.s0", (content, content[::-1]), True)


def state(number: int) -> Outgoing:
    return Outgoing(number, "thalweg.runs", b"r.s0", (b"{}",), False)


def spool(root: Path, capacity: int = 1 << 20) -> Spool:
    return Spool.new(root, CLUSTER, "r.s0", capacity)


def numbers(of: Spool) -> list[int]:
    found = []
    while (head := of.head()) is not None:
        found.append(head.number)
        of.remove_first()
    return found


def test_what_is_put_comes_back(tmp_path):
    kept = spool(tmp_path)
    kept.put(snapshot(0))

    assert kept.head() == snapshot(0)


def test_order_is_that_of_the_numbers(tmp_path):
    kept = spool(tmp_path)
    for number in (1, 2, 0):
        kept.put(snapshot(number))

    assert numbers(kept) == [0, 1, 2]


def test_oldest_give_way_but_not_the_one_under_way(tmp_path):
    kept = spool(tmp_path, 1000)
    for number in range(6):
        kept.put(snapshot(number, bytes(100)), keep=0)

    assert numbers(kept) == [0, 4, 5]


def test_states_are_never_dropped(tmp_path):
    kept = spool(tmp_path, 400)
    kept.put(state(0))
    kept.put(snapshot(1, bytes(100)))

    dropped = kept.put(snapshot(2, bytes(100)))

    assert dropped == 1
    assert numbers(kept) == [0, 2]


def test_snapshot_larger_than_the_whole_is_dropped_itself(tmp_path):
    kept = spool(tmp_path, 100)

    assert kept.put(snapshot(0, bytes(100))) == 1
    assert len(kept) == 0


def test_empty_folder_goes(tmp_path):
    kept = spool(tmp_path)
    kept.put(snapshot(0))

    kept.remove(0)

    assert not kept.folder.exists()


def test_nothing_is_made_before_it_is_needed(tmp_path):
    spool(tmp_path)

    assert list(tmp_path.iterdir()) == []


def test_what_an_ended_process_left_is_taken_over(tmp_path):
    left = spool(tmp_path)
    left.put(snapshot(3))
    left.put(state(4))
    left.release()

    [found] = Spool.left_behind(tmp_path, CLUSTER, "r.s0")

    assert found.snapshots == 1
    assert numbers(found) == [3, 4]


def test_what_a_living_process_has_is_let_alone(tmp_path):
    held = spool(tmp_path)
    held.put(snapshot(0))

    assert Spool.left_behind(tmp_path, CLUSTER, "r.s0") == []


@pytest.mark.parametrize(
    ("cluster", "run"), [(Cluster("elsewhere:9092"), "r.s0"), (CLUSTER, "r.s00"), (CLUSTER, "r"), (CLUSTER, "s0")]
)
def test_what_is_of_another_cluster_or_run_is_let_alone(tmp_path, cluster, run):
    left = spool(tmp_path)
    left.put(snapshot(0))
    left.release()

    assert Spool.left_behind(tmp_path, cluster, run) == []


def test_damaged_file_is_told(tmp_path):
    kept = spool(tmp_path)
    kept.put(snapshot(0))
    [file] = kept.folder.glob("*.outgoing")
    file.write_bytes(file.read_bytes()[:-1])

    with pytest.raises(ValueError, match="not as long as it says"):
        kept.head()


def test_command_tells_what_is_left(tmp_path, capsys):
    left = Spool.new(tmp_path, Cluster("127.0.0.1:1"), "r.s0", 1 << 20)
    left.put(snapshot(0))
    left.release()

    code = main(["--bootstrap-servers", "127.0.0.1:1", "--root", str(tmp_path), "--seconds", "0.5"])

    assert code == 1
    assert capsys.readouterr().out == "0 snapshots sent, 1 left\n"
