"""The chooser of a demonstration: one calm page with a tile for each screen of the centre."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from config.texts import Text
from kiosk.ui.application import Application
from kiosk.ui.backstage import Clockwork, every
from kiosk.ui.stage import Handlers, Stage, StageSettings

_LOOK_EVERY_S = 0.5


@dataclass(frozen=True)
class ChooserPanel:
    """A window that fits any desk."""

    width_px: int = 1280
    height_px: int = 860
    diagonal_in: float = 17.0


@dataclass(frozen=True)
class Tile:
    """One screen that can be opened. role: a word of the demonstration's own, e.g. "kiosk"."""

    role: str
    name: Text
    detail: Text
    icon: str


@dataclass(frozen=True)
class _Shown:
    tiles: tuple[Tile, ...]
    opened: tuple[str, ...]
    sign_in: Text | None


class Chooser:
    """The chooser's bridge."""

    def __init__(
        self,
        application: Application,
        tiles: Sequence[Tile],
        open_role: Callable[[str], None],
        opened: Callable[[], Sequence[str]],
        sign_in: Text | None = None,
    ) -> None:
        """open_role: start that screen, or bring it back. opened: the roles whose screens are open now.

        sign_in: what a visitor may type at the demonstration's desks.
        """
        self._tiles = tuple(tiles)
        self._open_role = open_role
        self._opened = opened
        self._sign_in = sign_in
        self._clock: Clockwork | None = None
        settings = StageSettings("Chooser", ChooserPanel(), glass_keyboard=False, pointer=True)
        self.stage = Stage(settings, application.fonts, application.translate)
        self.stage.attach(self, "Chooser")

    @property
    def handlers(self) -> Handlers:
        """What each signal of the page does."""
        return {
            "roleChosen": self._choose,
            "languageToggled": lambda: self.stage.dress(self.stage.look.next_language()),
            "contrastToggled": lambda: self.stage.dress(self.stage.look.other_contrast()),
        }

    def open(self) -> None:
        """Show the page and keep it true."""
        self._show()
        self.stage.open()
        self._clock = every(_LOOK_EVERY_S, self._look)

    def close(self) -> None:
        """Stop looking."""
        if self._clock is not None:
            self._clock.stop()

    def _choose(self, role: str) -> None:
        self._open_role(role)
        self._show()

    def _look(self) -> None:
        if tuple(self._opened()) != tuple(self.stage.snapshot.get("opened", ())):
            self._show()

    def _show(self) -> None:
        self.stage.show("Chooser", _Shown(self._tiles, tuple(self._opened()), self._sign_in))
