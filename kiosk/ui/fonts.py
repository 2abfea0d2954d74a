"""The two fonts of every screen: Be Vietnam Pro for words, Material Design Icons for signs."""

from __future__ import annotations

import importlib.util
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtGui import QFontDatabase

_WEIGHTS: Final = ("Regular", "Medium", "SemiBold", "Bold")
_ICONS: Final = "materialdesignicons6-webfont"


class FontMissing(Exception):
    """A font that comes with the installation is not there: the installation is broken."""


@dataclass(frozen=True)
class Fonts:
    """Family names as Qt knows them, and icon name -> character."""

    words: str
    icons: str
    glyphs: dict[str, str]


def load_fonts() -> Fonts:
    """Load both fonts into Qt; needs a QGuiApplication. Raises FontMissing."""
    words = ""
    for weight in _WEIGHTS:
        words = _add(_package_folder("fontpkg_be_vietnam_pro") / "files" / f"BeVietnamPro-{weight}.ttf", words)
    folder = _package_folder("qtawesome") / "fonts"
    icons = _add(next(folder.glob(f"{_ICONS}-[0-9]*.ttf"), folder / f"{_ICONS}.ttf"), "")
    charmap = next(folder.glob(f"{_ICONS}-charmap-*.json"), None)
    if charmap is None:
        raise FontMissing(f"no character map of {_ICONS} in {folder}")
    codes: dict[str, str] = json.loads(charmap.read_text(encoding="utf-8"))
    return Fonts(words, icons, {name: chr(int(code, 16)) for name, code in codes.items()})


def _package_folder(package: str) -> Path:
    # Found without importing: qtawesome's own import brings QtWidgets and 60 ms.
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise FontMissing(f"the package {package} is not installed; run ./setup")
    return Path(spec.origin).parent


def _add(file: Path, known: str) -> str:
    number = QFontDatabase.addApplicationFont(str(file))
    families = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    if not families:
        raise FontMissing(f"Qt could not load {file}")
    # Medium and SemiBold name themselves a family of their own as well; the first, Regular, names the one we want.
    return known or families[0]
