"""How a screen looks to this citizen: language, size of letters, contrast, reach. Gone with the visit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Literal, Protocol

Language = Literal["vi", "en"]

TEXT_SCALES: Final = (1.0, 1.5, 2.0)
LANGUAGES: Final[tuple[Language, ...]] = ("vi", "en")

_MM_PER_INCH: Final = 25.4


class PanelSize(Protocol):
    """The glass as devices.toml gives it."""

    @property
    def width_px(self) -> int:
        """Across."""
        ...

    @property
    def height_px(self) -> int:
        """Down."""
        ...

    @property
    def diagonal_in(self) -> float:
        """Corner to corner, inches."""
        ...


@dataclass(frozen=True)
class Look:
    """What the citizen chose. text_scale: one of TEXT_SCALES."""

    language: Language = "vi"
    text_scale: float = 1.0
    high_contrast: bool = False
    low_reach: bool = False

    def next_language(self) -> Look:
        """The other language."""
        return replace(self, language=LANGUAGES[(LANGUAGES.index(self.language) + 1) % len(LANGUAGES)])

    def next_text_scale(self) -> Look:
        """100, 150, 200 and again 100 %."""
        return replace(self, text_scale=TEXT_SCALES[(TEXT_SCALES.index(self.text_scale) + 1) % len(TEXT_SCALES)])

    def other_contrast(self) -> Look:
        """Day or high contrast."""
        return replace(self, high_contrast=not self.high_contrast)

    def other_reach(self) -> Look:
        """The whole panel, or its lower half."""
        return replace(self, low_reach=not self.low_reach)


def decimal(value: float, language: Language) -> str:
    """A figure with one decimal, as this language writes it."""
    text = f"{value:.1f}"
    return text.replace(".", ",") if language == "vi" else text


def pixels_per_mm(panel: PanelSize) -> float:
    """Pixels to a millimetre of glass."""
    diagonal_px = float(panel.width_px**2 + panel.height_px**2) ** 0.5
    return float(diagonal_px / (panel.diagonal_in * _MM_PER_INCH))
