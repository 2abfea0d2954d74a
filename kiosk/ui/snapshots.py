"""Snapshots: a frozen dataclass turned into the plain maps and lists that QML reads."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from typing import Any


def plain(thing: Any) -> Any:
    """Dataclass -> map by field name, tuple or set -> list, enum -> its value, date -> ISO text; the rest unchanged."""
    match thing:
        case None | bool() | int() | float() | str():
            return thing.value if isinstance(thing, Enum) else thing
        case Enum():
            return thing.value
        case datetime() | date():
            return thing.isoformat()
        case Mapping():
            return {str(plain(key)): plain(value) for key, value in thing.items()}
        case tuple() | list() | set() | frozenset():
            return [plain(item) for item in thing]
    if dataclasses.is_dataclass(thing) and not isinstance(thing, type):
        return {field.name: plain(getattr(thing, field.name)) for field in dataclasses.fields(thing)}
    raise TypeError(f"a snapshot cannot hold a {type(thing).__name__}")
