"""Golden sheet of the supervisor's desk: every state, language, theme and letter size, measured.

MOTCUA_ALBUM names a folder for the pictures.
"""

from __future__ import annotations

import pytest
import shiboken6
from pytestqt.qtbot import QtBot

from kiosk.ui.look import Look
from tests.screens.kiosk_album import silence
from tests.screens.photograph import photograph
from tests.screens.supervisor_album import supervisor_album
from tests.screens.test_desk_screens import name_of
from tests.ui.stage_given import LANDSCAPE, SMALL, Hand, Panel, cut_words, make_stage, overlapping

SHEETS = [(LANDSCAPE, Look("vi", 1.0)), (LANDSCAPE, Look("en", 2.0, True)), (SMALL, Look("vi", 2.0))]
# At the corners of the pile only what has a shape of its own; the whole pile is drawn in the first.
SHAPES = {
    "sign_in_refused",
    "busy",
    "hub_away",
    "support_busy",
    "absent_sheet",
    "absent_away",
    "waiting_sheet",
    "waiting_no_line",
    "priority_sheet",
    "close_sheet",
    "free_sheet",
    "today",
    "today_empty",
    "report_made",
    "audit",
    "devices_trouble",
    "keys",
}


@pytest.mark.parametrize(("panel", "look"), SHEETS, ids=name_of)
def test_every_state_is_whole(panel: Panel, look: Look, qapp: object, qtbot: QtBot) -> None:
    stage = make_stage("Supervisor", panel, pointer=True)
    silence(stage, "SignIn", "Supervisor")
    hand = Hand(stage, qtbot)
    faults: list[str] = []
    for picture in supervisor_album():
        if look.text_scale > 1 and picture.name not in SHAPES:
            continue
        stage.forget()
        stage.dress(look)
        stage.show(picture.screen, picture.snapshot)
        if picture.touch:
            hand.click(picture.touch)
        hand.keys(*picture.keys)
        qtbot.wait(1)
        stage.view.grabWindow()
        qtbot.wait(1)
        photograph(stage, f"Supervisor_{name_of(panel)}", name_of(look), picture.name)
        found = cut_words(stage)
        if not picture.touch:
            found += overlapping(stage, hand)
        faults += [f"{picture.name}: {fault}" for fault in found]
    shiboken6.delete(stage.view)
    assert not faults, "\n".join(faults)
