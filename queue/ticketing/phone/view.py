"""From what the hub told to what the page says: pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo
from typing import Final, Literal, assert_never

from config.texts import Language, Text
from config.wait_words import PERHAPS_NOT_TODAY, wait_words
from ticketing.domain.answers import TicketStatus
from ticketing.domain.page_answers import PageState
from ticketing.phone.words import say

LATER_MINUTES: Final = (10, 20, 30)
_NEAR: Final = 2
"""With so few ahead one should come in."""

Deed = Literal["leave", "later", "back"]
Tone = Literal["plain", "called", "warn", "done"]


@dataclass(frozen=True)
class PageView:
    """Everything the page says about a ticket, in one language.

    key: changes when the page must be laid out anew; ahead, wait and advice may change under the same key. tone: which
    colours. counter: where to go now, or "". deeds: what its holder can do now, the first one first.
    """

    key: str
    label: str
    title: str
    tone: Tone
    head: str
    counter: str
    ahead: str
    wait: str
    advice: str
    deeds: tuple[Deed, ...]


@dataclass(frozen=True)
class CentreShown:
    """What every page of a centre needs of it. return_place: where somebody who was absent comes, inside a sentence."""

    name: Text
    zone: tzinfo
    return_place: Text


def view_of(state: PageState, language: Language, centre: CentreShown) -> PageView:
    """What a page in this state says. What is too late the hub says: the relay's own clock may be wrong."""
    until = "" if state.until is None else f"{state.until.astimezone(centre.zone):%H:%M}"
    label = state.label

    counter = str(state.counter or "")

    def make(kind: str, tone: Tone, advice: str, *deeds: Deed) -> PageView:
        head = say(f"{kind}_head", language)
        title = f"{label} · {head}"
        if counter:
            title += f" {say('counter', language).lower()} {counter}"
        key = " ".join(part for part in (kind, counter, until, *deeds) if part)
        return PageView(key, label, title, tone, head, counter, "", "", advice, deeds)

    match state.status:
        case TicketStatus.WAITING if state.until is not None:
            return make("later", "plain", say("later_until", language, until=until), "back", "leave")
        case TicketStatus.WAITING:
            return _waiting(state, language)
        case TicketStatus.CALLED:
            return make("called", "called", say("called_say", language), "later")
        case TicketStatus.ABSENT:
            if state.too_late or state.until is None:
                return make("absent", "warn", say("absent_over", language))
            place = centre.return_place.in_language(language)
            return make("absent", "warn", say("absent_until", language, until=until, place=place), "back", "leave")
        case TicketStatus.FINISHED:
            return make("finished", "done", say("finished_say", language))
        case TicketStatus.LEFT:
            return make("left", "done", say("left_say", language))
        case TicketStatus.MERGED:
            return make("merged", "done", say("merged_say", language))
        case _:
            assert_never(state.status)


def _waiting(state: PageState, language: Language) -> PageView:
    if state.ahead == 0:
        ahead = ""
    elif state.ahead == 1:
        ahead = say("person", language)
    else:
        ahead = say("people", language, n=state.ahead)
    head = say("next" if state.ahead == 0 else "ahead", language)
    wait = wait_words(state.wait_low_min, state.wait_high_min, told=state.wait_told).in_language(language)
    return PageView(
        key="waiting" if state.ahead else "next",
        label=state.label,
        title=f"{state.label} · {head}{': ' if ahead else ''}{ahead}",
        tone="plain",
        head=head,
        counter="",
        ahead=ahead,
        wait=wait,
        advice=_advice(state, language),
        deeds=("later", "leave"),
    )


def _advice(state: PageState, language: Language) -> str:
    if not state.wait_told:
        return PERHAPS_NOT_TODAY.in_language(language)
    return say("come_near" if state.ahead <= _NEAR else "stay_near", language)
