"""The page under the clerk's eye: its PDF is fetched once, then rendered at the size asked for; in memory only."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from kiosk.flows.accept_dossier import CityAway, ClerkDesk, Trouble
from kiosk.ui.backstage import Backstage
from kiosk.ui.counter.dossier_view import DossierView, Paper
from kiosk.ui.page_images import PageImages
from scanner.imaging.clean import ImageFault
from scanner.pdf import render_page

ZOOMS: Final = (1.0, 1.5, 2.0, 3.0)
_PAGE_PX: Final = 1000


class PageEye:
    """Brings one page onto the screen. `image` is its address, empty while there is none."""

    def __init__(self, backstage: Backstage, images: PageImages, refresh: Callable[[], None]) -> None:
        self._backstage = backstage
        self._images = images
        self._refresh = refresh
        self.close()

    def close(self) -> None:
        """See nothing: no page stays in memory."""
        self._view: DossierView | None = None
        self._step = 0
        self._key: tuple[int, str, int, int] | None = None
        self.image = ""
        self._images.forget()

    @property
    def zoom(self) -> float:
        """How much larger than the whole page."""
        return ZOOMS[self._step]

    def resize(self, by: int) -> None:
        """Larger or smaller by so many steps."""
        self._step = max(0, min(len(ZOOMS) - 1, self._step + by))

    def whole_page(self) -> None:
        """Back to the whole page."""
        self._step = 0

    def look(self, view: DossierView | None, clerk: ClerkDesk | None) -> None:
        """Bring the page of this view onto the screen: fetch its PDF if need be, then render it."""
        self._view = view
        paper = view.paper if view is not None else None
        if view is None or paper is None:
            self.image = ""
        elif paper.pdf is None:
            self.image = ""
            self._fetch(view, paper, clerk)
        else:
            self._render(view, paper, paper.pdf)
        self._refresh()

    def _fetch(self, view: DossierView, paper: Paper, clerk: ClerkDesk | None) -> None:
        dossier = view.dossier
        if clerk is None or dossier is None or paper.asked:
            return
        paper.asked = True
        document = next(d for d in dossier.manifest.documents if d.document_id == paper.document_id)

        def then(answer: bytes | Trouble) -> None:
            paper.asked = False
            if isinstance(answer, bytes):
                paper.pdf, paper.trouble = answer, ""
            else:
                paper.trouble = "city_away" if isinstance(answer, CityAway) else "refused"
            if view is self._view:
                if paper.pdf is not None:
                    self.look(view, clerk)
                else:
                    self._refresh()

        self._backstage.run(partial(clerk.document, dossier.manifest.dossier_id, document), then)

    def _render(self, view: DossierView, paper: Paper, pdf: bytes) -> None:
        key = (id(view), paper.document_id, view.page, self._step)
        if key == self._key:
            return
        if self._key is None or key[:3] != self._key[:3]:
            # Another page: the one before must not stand under the new one's name. The same page only grows.
            self.image = ""
        self._key = key
        width = int(_PAGE_PX * self.zoom)

        def then(picture: bytes | ImageFault) -> None:
            if key != self._key:
                return
            if isinstance(picture, bytes):
                self._images.forget()
                self.image = self._images.put(f"{paper.document_id}-{view.page}-{self._step}", picture)
            else:
                self.image, paper.trouble = "", "unreadable"
            self._refresh()

        self._backstage.run(partial(render_page, pdf, view.page, width), then)
