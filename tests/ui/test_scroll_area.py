"""A scroll area comes to rest whatever its content does with the width it is given."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtQml import QQmlComponent
from PySide6.QtQuick import QQuickItem
from pytestqt.qtbot import QtBot

from kiosk.ui.stage import Stage
from tests.ui.stage_given import SMALL, make_stage

_LIMIT = 400
_AREA = """
import QtQuick
import Controls
ScrollArea {{
    objectName: "area"
    width: 600
    height: {limit}
    property int turns: 0
    onOverflowsChanged: turns += 1
    property real ratio: {ratio}
    property real more: {more}
    Item {{ width: parent?.width ?? 0; height: width * area.ratio + area.more }}
    id: area
}}
"""
_ENOUGH_FRAMES = 60


def show(stage: Stage, ratio: float, more: float) -> QQuickItem:
    component = QQmlComponent(stage.view.engine())
    component.setData(_AREA.format(limit=_LIMIT, ratio=ratio, more=more).encode(), QUrl("area.qml"))
    area = component.create()
    assert isinstance(area, QQuickItem), component.errorString()
    area.setParent(stage.view)
    area.setParentItem(stage.view.contentItem())
    return area


def rest(stage: Stage) -> None:
    for _ in range(_ENOUGH_FRAMES):
        stage.view.grabWindow()


@pytest.mark.parametrize(
    ("ratio", "more", "overflows"),
    [
        pytest.param(0.0, 300.0, False, id="low"),
        pytest.param(0.0, 500.0, True, id="high"),
        pytest.param(0.66, 10.0, True, id="a picture that fits beside the keys only"),
        pytest.param(-0.5, 690.0, False, id="words that fit without the keys only"),
    ],
)
def test_it_comes_to_rest(qapp: object, qtbot: QtBot, ratio: float, more: float, overflows: bool) -> None:
    stage = make_stage("Chooser", SMALL)
    try:
        area = show(stage, ratio, more)
        rest(stage)
        turns = int(area.property("turns"))
        rest(stage)
        assert bool(area.property("overflows")) == overflows
        assert int(area.property("turns")) == turns <= 4
        area.setProperty("more", 900.0)
        rest(stage)
        assert bool(area.property("overflows"))
        area.setProperty("ratio", 0.0)
        area.setProperty("more", 200.0)
        rest(stage)
        assert not bool(area.property("overflows"))
    finally:
        stage.close()
