"""Golden sheet of the kiosk: every screen, language, theme, letter size and panel, drawn and measured.

MOTCUA_ALBUM names a folder for the pictures.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import shiboken6
from PySide6.QtQuick import QQuickItem
from pytestqt.qtbot import QtBot

from kiosk.ui.look import Language, Look, pixels_per_mm
from kiosk.ui.stage import Stage
from tests.screens.kiosk_album import SCREENS, Picture, silence, take_album
from tests.screens.photograph import photograph
from tests.ui.kiosk_given import PANELS
from tests.ui.stage_given import Hand, Panel, cut_words, make_stage, overlapping

TARGET_MM = 20.0
SETTLE_MS = 40  # a list lays out its rows over a few frames
EMPTY: dict[str, object] = {"notice": "", "help": {}, "idleSeconds": 0, "call": {}}
# The whole pile takes minutes; these corners of it show every fault that the others do.
LOOKS = (
    Look("vi", 1.0), Look("vi", 1.5), Look("vi", 2.0), Look("en", 1.0), Look("en", 2.0), Look("vi", 1.0, True),
    Look("en", 2.0, True), Look("vi", 1.0, low_reach=True), Look("en", 2.0, low_reach=True),
)  # fmt: skip


@dataclass(frozen=True)
class Sheet:
    """One stage on one panel."""

    stage: Stage
    hand: Hand
    panel: Panel
    name: str


@pytest.fixture(scope="module")
def album_cache() -> dict[str, tuple[Picture, ...]]:
    return {}


@pytest.fixture
def album(qapp: object, qtbot: QtBot, album_cache: dict[str, tuple[Picture, ...]]) -> tuple[Picture, ...]:
    if "album" not in album_cache:
        album_cache["album"] = take_album(qtbot)
    return album_cache["album"]


@pytest.fixture(params=sorted(PANELS))
def sheet(request: pytest.FixtureRequest, qapp: object, qtbot: QtBot) -> Iterator[Sheet]:
    panel = PANELS[request.param]
    stage = make_stage("Kiosk", panel)
    silence(stage, *SCREENS)
    yield Sheet(stage, Hand(stage, qtbot), panel, request.param)
    stage.view.close()
    shiboken6.delete(stage.view)


def small_targets(stage: Stage) -> list[str]:
    """Touchable controls that are smaller than a finger of any age needs."""
    least = round(TARGET_MM * float(stage.theme.property("pixelsPerMm"))) - 1
    faults: list[str] = []

    def enter(item: QQuickItem) -> None:
        if not item.isVisible() or item.opacity() == 0:
            return
        if item.inherits("QQuickAbstractButton") and item.isEnabled() and min(item.width(), item.height()) < least:
            faults.append(f"{item.objectName()} is {item.width():.0f} x {item.height():.0f}, not {least}")
        for child in item.childItems():
            enter(child)

    enter(stage.view.contentItem())
    return faults


def crowded_controls(stage: Stage) -> list[str]:
    """Touchable controls whose words need more height than they have: nothing is cut, and it looks as if it were."""
    faults: list[str] = []

    def enter(item: QQuickItem) -> None:
        if not item.isVisible() or item.opacity() == 0:
            return
        if item.inherits("QQuickAbstractButton") and item.implicitHeight() > item.height() + 2:
            faults.append(f"{item.objectName()} is {item.height():.0f} high and wants {item.implicitHeight():.0f}")
        for child in item.childItems():
            enter(child)

    enter(stage.view.contentItem())
    return faults


def name_of(look: Look) -> str:
    theme = "night" if look.high_contrast else "day"
    reach = "_low" if look.low_reach else ""
    return f"{look.language}_{theme}_{look.text_scale * 100:.0f}{reach}"


@pytest.mark.parametrize("look", LOOKS, ids=name_of)
def test_every_screen_is_whole(album: tuple[Picture, ...], sheet: Sheet, look: Look) -> None:
    if look.low_reach and sheet.name != "portrait":
        return  # a low panel has no lower half to move into; Welcome does not offer it there
    faults: list[str] = []
    sheet.stage.dress(look)
    for picture in album:
        for name, value in picture.sheets.items():
            sheet.stage.sheet(name, value)
        sheet.stage.show(picture.screen, picture.snapshot)
        if picture.touch:
            sheet.hand.tap(picture.touch)
        sheet.hand.qtbot.wait(SETTLE_MS if picture.touch else 1)
        photograph(sheet.stage, sheet.name, name_of(look), picture.name)
        if not picture.sheets:
            faults += [f"{picture.name}: {fault}" for fault in overlapping(sheet.stage, sheet.hand)]
        seen = cut_words(sheet.stage) + small_targets(sheet.stage) + crowded_controls(sheet.stage)
        faults += [f"{picture.name}: {fault}" for fault in seen]
        for name in picture.sheets:
            sheet.stage.sheet(name, EMPTY[name])
        if picture.touch:
            sheet.stage.forget()
            sheet.stage.dress(look)
    assert not faults, "\n".join(faults)


def test_panels_are_what_they_say() -> None:
    assert pixels_per_mm(PANELS["portrait"]) == pytest.approx(4.034, abs=0.001)


def test_languages_are_those_of_the_look() -> None:
    languages: tuple[Language, ...] = ("vi", "en")
    assert {look.language for look in LOOKS} == set(languages)
