"""The key that turns people into hashes: 32 random bytes in the hub's home, made once, readable by the hub alone."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

KEY_FILE: Final = "pseudonym.key"
_BYTES: Final = 32


def pseudonym_key(home: Path) -> bytes:
    """The key of this home; made, durably and once, when it is first asked for.

    Many hubs of one centre need the same: copy the file before the second one starts (docs/operations.md).
    """
    path = home / KEY_FILE
    while True:
        try:
            key = path.read_bytes()
        except FileNotFoundError:
            _make(path)
            continue
        if len(key) != _BYTES:
            raise ValueError(f"{path} is not a key of {_BYTES} bytes")
        return key


def _make(path: Path) -> None:
    """Write it whole; whoever comes second keeps the first one's."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    fd = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        os.write(fd, os.urandom(_BYTES))
        os.fsync(fd)
    finally:
        os.close(fd)
    try:
        os.link(fresh, path)
    except FileExistsError:
        pass
    finally:
        fresh.unlink()
