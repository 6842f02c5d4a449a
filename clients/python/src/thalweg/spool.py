"""Snapshots on disk while the cluster is away, to be sent later and in order.

One file a snapshot or state of a run, in a folder of its own for each publisher, under a folder for the cluster. What a
process leaves behind is sent by the next publisher of the same run, or by

    python -m thalweg.spool --bootstrap-servers kafka:9092
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import sys
import uuid
from bisect import insort
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Optional

from thalweg._lock import FolderLock
from thalweg._outgoing import Outgoing
from thalweg.cluster import Cluster

_SUFFIX = ".outgoing"


def default_root() -> Path:
    """``thalweg/spool`` in the user's cache folder: ``$XDG_CACHE_HOME``, or ``~/.cache``."""
    cache = os.environ.get("XDG_CACHE_HOME")
    return (Path(cache) if cache else Path.home() / ".cache") / "thalweg" / "spool"


class Spool:
    """A first-in, first-out queue in a folder, which is made on first use and goes when it is empty.

    Bounded in bytes: what does not fit pushes out the oldest snapshots. Not thread-safe. Methods raise OSError when the
    disk does not do what it should.
    """

    def __init__(self, folder: Path, capacity_bytes: int) -> None:
        self.folder = folder
        self._capacity = capacity_bytes
        self._lock: Optional[FolderLock] = None
        self._entries: list[tuple[int, int, bool]] = []
        self.bytes = 0

    @classmethod
    def new(cls, root: Path, cluster: Cluster, run: str, capacity_bytes: int) -> Spool:
        """For a publisher of its own."""
        return cls(_cluster_folder(root, cluster) / f"{run}.{uuid.uuid4().hex[:12]}", capacity_bytes)

    @classmethod
    def left_behind(cls, root: Path, cluster: Cluster, run: Optional[str] = None) -> list[Spool]:
        """What ended processes left for this cluster (of this run), oldest first; taken over by the caller."""
        place = _cluster_folder(root, cluster)
        found = [path for path in place.glob("*.*") if run is None or path.name.rpartition(".")[0] == run]
        spools = [cls._adopt(path) for path in sorted(found, key=lambda path: path.stat().st_mtime)]
        return [spool for spool in spools if spool is not None]

    @classmethod
    def _adopt(cls, folder: Path) -> Optional[Spool]:
        lock = FolderLock.take(folder)
        if lock is None:
            return None
        spool = cls(folder, sys.maxsize)
        spool._lock = lock
        for file in folder.glob(f"*{_SUFFIX}"):
            size = file.stat().st_size
            insort(spool._entries, (int(file.name.split(".")[0]), size, file.name.endswith(f".snapshot{_SUFFIX}")))
            spool.bytes += size
        return spool

    def put(self, outgoing: Outgoing, keep: Optional[int] = None) -> int:
        """Adds one at its number's place; tells how many snapshots were dropped for it, itself included.

        ``keep`` is the number of one that must not be dropped, since it is on its way.
        """
        self._open()
        head = {
            "topic": outgoing.topic,
            "key": outgoing.key.decode("ascii"),
            "lengths": [len(value) for value in outgoing.values],
        }
        content = json.dumps(head).encode() + b"\n" + b"".join(outgoing.values)
        dropped = 0
        if outgoing.is_snapshot:
            while self.bytes + len(content) > self._capacity:
                if not self._drop_oldest(keep):
                    return dropped + 1
                dropped += 1
        file = self._file(outgoing.number, outgoing.is_snapshot)
        part = file.with_suffix(".part")
        part.write_bytes(content)
        part.replace(file)
        insort(self._entries, (outgoing.number, len(content), outgoing.is_snapshot))
        self.bytes += len(content)
        return dropped

    def head(self) -> Optional[Outgoing]:
        """The first, if there is one. Raises ValueError when its file has been damaged."""
        if not self._entries:
            return None
        number, _, is_snapshot = self._entries[0]
        line, _, content = self._file(number, is_snapshot).read_bytes().partition(b"\n")
        head = json.loads(line)
        if len(content) != sum(head["lengths"]):
            raise ValueError(f"{self._file(number, is_snapshot)} is not as long as it says")
        values = tuple(_cut(content, head["lengths"]))
        return Outgoing(number, head["topic"], head["key"].encode("ascii"), values, is_snapshot)

    def remove_first(self) -> None:
        """Forgets the first; the folder goes with the last."""
        self._remove(0)
        if not self._entries:
            self.release()

    def remove(self, number: int) -> None:
        """Forgets the one of this number, if it is there."""
        for at, entry in enumerate(self._entries):
            if entry[0] == number:
                self._remove(at)
                break
        if not self._entries:
            self.release()

    def release(self) -> None:
        """Leaves the folder to others; an empty one is deleted."""
        if self._lock is None:
            return
        if not self._entries:
            shutil.rmtree(self.folder, ignore_errors=True)
        self._lock.release()
        self._lock = None

    @property
    def snapshots(self) -> int:
        return sum(is_snapshot for _, _, is_snapshot in self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, number: int) -> bool:
        return any(entry[0] == number for entry in self._entries)

    def _open(self) -> None:
        if self._lock is None:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._lock = FolderLock.take(self.folder)

    def _file(self, number: int, is_snapshot: bool) -> Path:
        return self.folder / f"{number:012d}.{'snapshot' if is_snapshot else 'state'}{_SUFFIX}"

    def _drop_oldest(self, keep: Optional[int]) -> bool:
        for at, (number, _, is_snapshot) in enumerate(self._entries):
            if is_snapshot and number != keep:
                self._remove(at)
                return True
        return False

    def _remove(self, at: int) -> None:
        number, size, is_snapshot = self._entries.pop(at)
        self.bytes -= size
        self._file(number, is_snapshot).unlink(missing_ok=True)


def _cluster_folder(root: Path, cluster: Cluster) -> Path:
    """Snapshots meant for one cluster must not go to another."""
    meant = f"{cluster.bootstrap_servers}|{cluster.topic_prefix}"
    return root / hashlib.sha256(meant.encode()).hexdigest()[:12]


def _cut(content: bytes, lengths: Sequence[int]) -> Iterator[bytes]:
    at = 0
    for length in lengths:
        yield content[at : at + length]
        at += length


def main(arguments: Optional[Sequence[str]] = None) -> int:
    """Sends what ended processes left behind."""
    from thalweg._courier import send_left_behind

    parser = argparse.ArgumentParser(prog="python -m thalweg.spool", description=main.__doc__)
    parser.add_argument("--bootstrap-servers", required=True, help="as the publishers had it")
    parser.add_argument("--topic-prefix", default="thalweg.", help="default: %(default)s")
    parser.add_argument("--root", type=Path, default=default_root(), help="default: %(default)s")
    parser.add_argument("--seconds", type=float, default=60.0, help="give up after so long; default: %(default)s")
    given = parser.parse_args(arguments)
    sent, left = send_left_behind(given.root, Cluster(given.bootstrap_servers, given.topic_prefix), given.seconds)
    print(f"{sent} snapshots sent, {left} left")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
