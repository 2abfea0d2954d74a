"""A file that an operator asked for: under its name whole or not at all."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO


@contextmanager
def whole_file(out: Path) -> Iterator[BinaryIO]:
    """Write into a draft beside `out`; it takes its name when the block ends well, and is gone when it does not.

    Raises OSError with `out`'s name: at the beginning where nothing could be put there, later when the disk is full.
    What is no plain file (a pipe, /dev/null) is written at once.
    """
    if out.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(out))
    plain = out.is_file() or not out.exists()
    file = out.resolve() if plain else out
    draft = file.with_name(f".{file.name}.{os.getpid()}") if plain else out
    try:
        with draft.open("wb") as written:
            yield written
        if plain:
            draft.replace(file)
    except OSError as fault:
        if fault.filename not in (None, str(draft)):
            raise
        raise OSError(fault.errno, fault.strerror, str(out)) from fault  # a full disk names no file
    finally:
        if plain:
            with suppress(OSError):  # what stands in the way of a folder cannot be removed from it either
                draft.unlink()
