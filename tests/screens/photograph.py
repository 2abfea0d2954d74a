"""A picture of what is on the glass, kept for somebody who wants to look at it: MOTCUA_ALBUM names the folder."""

from __future__ import annotations

import os
from pathlib import Path

from kiosk.ui.stage import Stage


def photograph(stage: Stage, *name: str) -> None:
    """Draw the whole window; under MOTCUA_ALBUM also write it, to the folders and file that `name` says.

    Writing a thousand pictures takes longer than drawing them, so nobody's test does it for nobody.
    """
    drawn = stage.view.grabWindow()
    if album := os.environ.get("MOTCUA_ALBUM"):
        file = Path(album, *name).with_suffix(".png")
        file.parent.mkdir(parents=True, exist_ok=True)
        assert drawn.save(str(file)), file
