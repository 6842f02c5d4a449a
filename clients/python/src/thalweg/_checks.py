"""Checks of what a caller gives: one sentence that names what was wrong and what was expected."""

from __future__ import annotations

import re
from collections.abc import Mapping

_RUN_ID = re.compile(r"[A-Za-z0-9._-]{1,128}")
_MOST_TAGS = 32
_LONGEST_KEY = 64
_LONGEST_VALUE = 256
_MOST_TAG_BYTES = 4096


def expect(holds: bool, what: str, value: object, expected: str) -> None:
    """Raises ValueError unless the condition holds."""
    if not holds:
        raise ValueError(f"{what} is {value!r}; expected {expected}")


def run_id(run: str) -> str:
    """The run id, which is also the record key and a file's name."""
    expect(_RUN_ID.fullmatch(run) is not None, "run", run, "1 to 128 of the characters A-Z a-z 0-9 . _ -")
    return run


def tags(given: Mapping[str, object]) -> dict[str, str]:
    """Tags as texts, sorted by key, within the limits that the processor holds (docs/wire-format.md, BAD_TAGS)."""
    checked = {str(key): str(given[key]) for key in sorted(given)}
    expect(len(checked) <= _MOST_TAGS, "number of tags", len(checked), f"at most {_MOST_TAGS}")
    for key, value in checked.items():
        expect(1 <= len(key) <= _LONGEST_KEY, "tag key", key, f"1 to {_LONGEST_KEY} characters")
        expect(len(value) <= _LONGEST_VALUE, f"tag {key}", value, f"at most {_LONGEST_VALUE} characters")
    total = sum(len(text.encode()) for tag in checked.items() for text in tag)
    expect(total <= _MOST_TAG_BYTES, "size of all tags in bytes", total, f"at most {_MOST_TAG_BYTES}")
    return checked
