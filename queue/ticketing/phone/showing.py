"""The page as HTML: Jinja2, everything escaped; style and script inside, named by their hash; nothing is loaded."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from datetime import datetime
from importlib import resources
from typing import Final, Literal

from jinja2 import Environment, PackageLoader, StrictUndefined

from config.texts import Language
from ticketing.domain.page_answers import PageState
from ticketing.phone.view import LATER_MINUTES, CentreShown, Deed, view_of
from ticketing.phone.words import say

_ROOM: Final = "ticketing.phone"
_OTHER: Final[dict[Language, tuple[Language, str]]] = {"vi": ("en", "English"), "en": ("vi", "Tiếng Việt")}

PlainKind = Literal["unknown", "busy", "silent", "start"]


def _inside(name: str) -> str:
    return (resources.files(_ROOM) / "page" / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


_CSS: Final = _inside("page.css")
_JS: Final = _inside("page.js")
POLICY: Final = (
    f"default-src 'none'; style-src {_hash(_CSS)}; script-src {_hash(_JS)}; connect-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""The page's Content-Security-Policy: nothing but what is written in the page itself, and its own host."""


@dataclass(frozen=True)
class Where:
    """The page's key, the language, and whether this is the ticket's own page or one below it (KEY/leave)."""

    key: str
    language: Language
    below: str = ""

    def page(self, language: Language | None = None) -> str:
        """The ticket's page, as a relative address: the relay need not know under which one it is reached."""
        return f"{'../' if self.below else ''}{self.key}?lang={language or self.language}"

    def itself(self, language: Language) -> str:
        """This very page in a language."""
        return f"{self.below}?lang={language}" if self.below else self.page(language)


@dataclass(frozen=True)
class Shown:
    """A ticket's state, and when the hub told it, aware; lost: the hub has not answered since."""

    state: PageState
    seen_at: datetime
    lost: bool


class Showing:
    """Writes pages."""

    def __init__(self, centre: CentreShown) -> None:
        self._centre = centre
        self._templates = Environment(
            loader=PackageLoader(_ROOM, "page"), autoescape=True, undefined=StrictUndefined, auto_reload=False
        )

    def ticket(self, where: Where, shown: Shown, request_id: str, told: str) -> str:
        """The ticket's page. told: name of a sentence about the last deed, or ""."""
        view = view_of(shown.state, where.language, self._centre)
        return self._write(
            "ticket.html", where, view.title, live=True, again=True, view=view, lost=shown.lost, told=told,
            request_id=request_id, updated=self._updated(shown.seen_at, where.language),
        )  # fmt: skip

    def live(self, language: Language, shown: Shown) -> dict[str, object]:
        """What a page that is open is told; a new key makes it load itself anew."""
        view = view_of(shown.state, language, self._centre)
        return {
            "key": view.key,
            "called": view.tone == "called",
            "ahead": view.ahead,
            "wait": view.wait,
            "advice": view.advice,
            "title": view.title,
            "updated": self._updated(shown.seen_at, language),
            "lost": shown.lost,
        }

    def question(self, deed: Deed, where: Where, shown: Shown, request_id: str) -> str:
        """Leave, really? Come later, when?"""
        view = view_of(shown.state, where.language, self._centre)
        title = f"{view.label} · {say(f'{deed}_title', where.language)}"
        return self._write(
            f"{deed}.html", where, title, live=True, label=view.label, key=view.key, request_id=request_id,
            choices=LATER_MINUTES,
        )  # fmt: skip

    def unsent(self, deed: Deed, where: Where, request_id: str, minutes: int) -> str:
        """Nobody knows whether the hub heard: the same request once more."""
        title = say("unsent_title", where.language)
        return self._write("unsent.html", where, title, deed=deed, request_id=request_id, minutes=minutes)

    def plain(self, kind: PlainKind, where: Where) -> str:
        """A page about no ticket."""
        title, again = say(f"{kind}_title", where.language), kind == "silent"
        return self._write("plain.html", where, title, live=again, again=again, kind=kind)

    def _updated(self, seen_at: datetime, language: Language) -> str:
        return say("updated", language, at=f"{seen_at.astimezone(self._centre.zone):%H:%M}")

    def _write(
        self, template: str, where: Where, title: str, *, live: bool = False, again: bool = False, **more: object
    ) -> str:
        """live: the page listens, where it can; again: where it cannot, it loads itself anew."""
        other, other_name = _OTHER[where.language]
        return self._templates.get_template(template).render(
            more,
            title=title,
            live=live,
            again=again,
            language=where.language,
            other=other,
            other_name=other_name,
            here=where.itself(where.language),
            here_other=where.itself(other),
            base=where.key,
            page=where.page(),
            centre=self._centre.name.in_language(where.language),
            css=_CSS,
            js=_JS,
            say=lambda name, **parts: say(name, where.language, **parts),
        )
