"""None, True and False must outlive the process.

PySide6 6.12.0 gives back None and True without counting the reference, as if every Python kept them for ever. Python
3.12 does (PEP 683); under 3.11 each call from Qt takes one reference away, and after some ten thousand touches the
interpreter aborts ("deallocating True or False"). So under older Pythons we do what 3.12 does.
"""

from __future__ import annotations

import ctypes
import sys
from typing import Final

_FOR_EVER: Final = 1 << 40  # references; a kiosk that takes a million a second needs twelve days for them


def keep_singletons() -> None:
    """Give None, True and False more references than can ever be taken."""
    if sys.version_info < (3, 12) and sys.implementation.name == "cpython":
        for thing in (None, True, False):
            # The count is the first field of every object: Include/object.h, `struct _object`.
            ctypes.c_ssize_t.from_address(id(thing)).value += _FOR_EVER
