"""Bringing what was written to a file onto the disk a little at a time, so that whoever commits beside it hardly waits.

An fdatasync() hands every changed page to the disk at once. Where they lie scattered that is a queue of hundreds of
writes, and the commit of another file that comes meanwhile stands at its end.
"""

from __future__ import annotations

import ctypes
import errno
import os
from typing import Final

_libc: Final = ctypes.CDLL(None, use_errno=True)
_sync_file_range: Final = _libc.sync_file_range
_sync_file_range.argtypes = (ctypes.c_int, ctypes.c_int64, ctypes.c_int64, ctypes.c_uint)
_BEGIN_AND_WAIT: Final = 1 | 2 | 4  # SYNC_FILE_RANGE_WAIT_BEFORE, _WRITE, _WAIT_AFTER: sync_file_range(2)
_NOT_HERE: Final = frozenset({errno.EINVAL, errno.ENOSYS, errno.ESPIPE})  # fdatasync does it all then, or says why not


def write_back(fd: int, portion: int) -> None:
    """All that was written to the file is on the disk; `portion` bytes of it are asked for at a time.

    Raises OSError, where the disk could not do it.
    """
    for start in range(0, os.fstat(fd).st_size, portion):
        if _sync_file_range(fd, start, portion, _BEGIN_AND_WAIT) and (code := ctypes.get_errno()) not in _NOT_HERE:
            raise OSError(code, os.strerror(code))  # told once for a descriptor: fdatasync would not say it again
    os.fdatasync(fd)
