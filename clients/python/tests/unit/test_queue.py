from __future__ import annotations

import pytest

from thalweg._queue import SendQueue


def offer(queue: SendQueue, size: int, name: str, snapshot: bool = True) -> int:
    return queue.offer("t", name.encode(), lambda: [b"x"], size, snapshot)


def drained(queue: SendQueue) -> list[str]:
    names = []
    while (item := queue.take()) is not None:
        names.append(item.key.decode())
    return names


def test_first_in_is_first_out():
    queue = SendQueue(100)
    for name in "abc":
        offer(queue, 10, name)

    assert drained(queue) == ["a", "b", "c"]


def test_oldest_snapshots_give_way():
    queue = SendQueue(30)
    for name in "abc":
        offer(queue, 10, name)

    dropped = offer(queue, 20, "d")

    assert dropped == 2
    assert drained(queue) == ["c", "d"]


def test_states_are_never_dropped():
    queue = SendQueue(10)
    offer(queue, 1000, "start", snapshot=False)
    offer(queue, 10, "a")

    offer(queue, 10, "b")

    assert drained(queue) == ["start", "b"]


def test_numbers_rise_in_order_of_offering():
    queue = SendQueue(100)
    offer(queue, 1, "a")
    offer(queue, 1, "b")

    first, second = queue.take(), queue.take()

    assert first is not None
    assert second is not None
    assert first.number < second.number


def test_bytes_are_those_that_wait():
    queue = SendQueue(100)
    offer(queue, 30, "a")
    offer(queue, 40, "b")
    queue.take()

    assert queue.bytes == 40
    assert queue.snapshots == len(queue) == 1


def test_closed_queue_takes_nothing_in():
    queue = SendQueue(100)
    queue.close()

    with pytest.raises(RuntimeError, match="closed"):
        offer(queue, 1, "a")
