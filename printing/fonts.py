"""Where the house's typeface lies on disk: Be Vietnam Pro, from its font package (SIL Open Font License)."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

Weight = Literal["Regular", "Italic", "Medium", "SemiBold", "Bold", "ExtraBold"]


@cache
def font_file(weight: Weight) -> Path:
    """The TrueType file of one weight."""
    package = find_spec("fontpkg_be_vietnam_pro")
    assert package is not None
    assert package.origin is not None
    return Path(package.origin).parent / "files" / f"BeVietnamPro-{weight}.ttf"
