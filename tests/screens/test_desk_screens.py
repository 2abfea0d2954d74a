"""Golden sheet of station, counter, board and chooser: every state, language, theme and letter size, measured.

MOTCUA_ALBUM names a folder for the pictures.
"""

from __future__ import annotations

import os

import cv2
import numpy as np
import pytest
import shiboken6
from PySide6.QtQuick import QQuickItem
from pytestqt.qtbot import QtBot

from kiosk.ui.look import Look
from kiosk.ui.page_images import PROVIDER, PageImages
from tests.screens.desk_album import ALBUMS
from tests.screens.kiosk_album import silence
from tests.screens.photograph import photograph
from tests.ui.stage_given import LANDSCAPE, SMALL, WALL, Hand, Panel, cut_words, make_stage, overlapping

TARGET_MM = 20.0
LARGEST = 2.0
# The whole pile takes minutes; these corners of it show every fault that the others do.
LARGE_LOOKS = (Look("vi", 1.0), Look("en", 2.0, True))
SMALL_LOOKS = (Look("vi", 2.0), Look("en", 1.5))
LARGE = {"Station": LANDSCAPE, "Counter": LANDSCAPE, "Board": WALL, "Chooser": Panel(1280, 860, 17.0)}
SHEETS = [(module, panel, look) for module, panel in LARGE.items() for look in LARGE_LOOKS] + [
    (module, SMALL, look) for module in LARGE for look in SMALL_LOOKS
]
SHEETS.append(("Board", Panel(1080, 1920, 43.0), Look("vi")))  # a wall may hang upright


def name_of(value: object) -> str:
    match value:
        case Look():
            theme = "night" if value.high_contrast else "day"
            return f"{value.language}_{theme}_{value.text_scale * 100:.0f}"
        case Panel():
            return f"{value.width_px}x{value.height_px}"
    return str(value)


def small_targets(stage_item: QQuickItem, least: int) -> list[str]:
    """Touchable controls that are smaller than a finger of any age needs."""
    faults: list[str] = []

    def enter(item: QQuickItem) -> None:
        if not item.isVisible() or item.opacity() == 0:
            return
        if item.inherits("QQuickAbstractButton") and item.isEnabled() and min(item.width(), item.height()) < least:
            faults.append(f"{item.objectName()} is {item.width():.0f} x {item.height():.0f}, not {least}")
        for child in item.childItems():
            enter(child)

    enter(stage_item)
    return faults


def a_page() -> bytes:
    page = np.full((1169, 827, 3), 252, np.uint8)
    for row in range(26):
        cv2.line(page, (90, 160 + row * 34), (700 - row % 4 * 60, 160 + row * 34), (120, 120, 120), 6)
    return cv2.imencode(".png", page)[1].tobytes()


@pytest.mark.parametrize(("module", "panel", "look"), SHEETS, ids=name_of)
def test_every_state_is_whole(module: str, panel: Panel, look: Look, qapp: object, qtbot: QtBot) -> None:
    pointer = module in ("Counter", "Chooser")
    stage = make_stage(module, panel, pointer=pointer)
    images = PageImages()
    stage.view.engine().addImageProvider(PROVIDER, images)
    images.put("page", a_page())
    album, screens = ALBUMS[module]
    silence(stage, *screens)
    hand = Hand(stage, qtbot)
    least = round(TARGET_MM * float(stage.theme.property("pixelsPerMm"))) - 1
    faults: list[str] = []
    # What lies over a desk is the hardest to fit where letters are large; a person may want to look at all of it.
    whole = look.text_scale == LARGEST or "MOTCUA_ALBUM" in os.environ
    for picture in (one for one in album() if whole or not one.keys):
        stage.forget()
        stage.dress(look)
        for name, value in picture.sheets.items():
            stage.sheet(name, value)
        stage.show(picture.screen, picture.snapshot)
        for name, value in picture.told.items():
            stage.tell(name, value)
        if picture.touch:
            hand.tap(picture.touch)
        hand.keys(*picture.keys)
        for _ in range(3 if picture.keys else 1):  # a sheet that has just opened takes its places frame by frame
            qtbot.wait(1)
            stage.view.grabWindow()
        qtbot.wait(1)
        photograph(stage, f"{module}_{name_of(panel)}", name_of(look), picture.name)
        found = cut_words(stage)
        if not picture.sheets:
            found += overlapping(stage, hand)
        if module == "Station":
            found += small_targets(stage.view.contentItem(), least)
        faults += [f"{picture.name}: {fault}" for fault in found]
    shiboken6.delete(stage.view)
    assert not faults, "\n".join(faults)
