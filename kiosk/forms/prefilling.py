"""Filling in what the card already told, and usual values; all of it inferred, to be confirmed by the citizen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from config import places
from config.procedures import Option, PrefillSource, Procedure, Question
from kiosk.domain.draft import Answer
from kiosk.domain.identity_card import IdentityCard
from kiosk.forms.values import tidy, written_date

# Since this day addresses have two levels; before it a bare name in the second place from the end is an old district.
_TWO_LEVELS_SINCE: Final = date(2025, 7, 1)
_COMMUNE_KINDS: Final = ("Phường ", "Xã ", "Đặc khu ")
_PROVINCE_KINDS: Final = ("Thành phố ", "Tỉnh ", "TP. ", "TP ")
_ISSUER: Final = {
    "cccd": "Cục Cảnh sát quản lý hành chính về trật tự xã hội",
    "can_cuoc": "Bộ Công an",
}


@dataclass(frozen=True)
class CardAddress:
    """A card's address as far as it can be told: codes where the names fit today's units, the rest as text."""

    province: str | None
    commune: str | None
    street: str | None


def prefill(procedure: Procedure, card: IdentityCard | None, answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """The answers with what the card (or usual custom) tells, as origin `inferred`.

    What was typed stays. What came from an earlier card, confirmed or not, gives way to this card: another value asks
    to be confirmed again, the same one stays confirmed, and where this card says nothing it is dropped. Questions where
    the law wants a choice are never filled. Without a card only usual values and values known from other answers are
    filled in.
    """
    told = {} if card is None else _told(card)
    filled = dict(answers)
    known = {question.id: question for question in procedure.questions()}
    for question in known.values():
        kept = filled.get(question.id)
        anchor = known.get(question.within or "")
        if kept is not None and question.kind == "commune" and anchor is not None and _moved(anchor, answers, filled):
            # As when another province is chosen by hand: a commune of the old one is none of the new one's.
            del filled[question.id]
            kept = None
        if question.legal_choice or (kept is not None and not _gives_way(question, kept, card)):
            continue
        value = _source(question, told, filled)
        if anchor is not None and anchor.id in filled and filled[anchor.id].value != _source(anchor, told, filled):
            # The number on the card says nothing about a passport that was chosen instead, nor its commune about
            # another province.
            value = None
        if value is None:
            value = question.initial
        if value is not None and (kept is None or kept.value != value):
            filled[question.id] = Answer(value, "inferred")
        elif value is None and kept is not None and card is not None:
            del filled[question.id]
    return filled


def _gives_way(question: Question, kept: Answer, card: IdentityCard | None) -> bool:
    """Whether this answer may be replaced: inferred ones always, confirmed ones where another card could tell more."""
    if kept.origin == "confirmed":
        return card is not None and (question.prefill is not None or question.same_as is not None)
    return kept.origin == "inferred"


def _moved(anchor: Question, before: Mapping[str, Answer], after: Mapping[str, Answer]) -> bool:
    """Whether an answer that was given has become another one, or none."""
    old, new = before.get(anchor.id), after.get(anchor.id)
    return old is not None and (new is None or new.value != old.value)


def _source(
    question: Question, told: Mapping[PrefillSource, str | None], filled: Mapping[str, Answer]
) -> str | int | None:
    """What the card, or the answer that this one usually equals, says."""
    value = told.get(question.prefill) if question.prefill else None
    same = filled.get(question.same_as or "")
    return same.value if value is None and same is not None else value


def _told(card: IdentityCard) -> dict[PrefillSource, str | None]:
    address = read_address(card.residence, card.issued)
    return {
        "card.full_name": tidy(card.full_name),
        "card.number": card.number,
        "card.old_number": card.old_number or None,
        "card.born": written_date(card.born),
        "card.sex": "male" if card.sex == "Nam" else "female",
        "card.issued": written_date(card.issued),
        "card.kind": card.kind,
        "card.issuer": _ISSUER[card.kind],
        # The older card prints the permanent residence; the newer one only "place of residence".
        "card.residence_kind": "permanent" if card.kind == "cccd" else None,
        "card.place": "vietnam" if card.residence.strip() else None,
        "card.province": address.province,
        "card.commune": address.commune,
        "card.street": address.street,
    }


def read_address(residence: str, issued: date) -> CardAddress:
    """Split a card's address. A commune is only inferred from a two-level address that names one of today's units."""
    parts = [tidy(part) for part in residence.split(",") if tidy(part)]
    if not parts:
        return CardAddress(None, None, None)
    province = _named(parts[-1], places.provinces(), _PROVINCE_KINDS)
    if province is None:
        return CardAddress(None, None, ", ".join(parts))
    rest = parts[:-1]
    commune = None
    if rest and (rest[-1].startswith(_COMMUNE_KINDS) or issued >= _TWO_LEVELS_SINCE):
        commune = _named(rest[-1], places.communes(province.value), _COMMUNE_KINDS)
    if commune is not None:
        rest = rest[:-1]
    return CardAddress(province.value, commune.value if commune else None, ", ".join(rest) or None)


def _named(name: str, units: tuple[Option, ...], kinds: tuple[str, ...]) -> Option | None:
    """The one unit of this name, with or without its kind; None when there is none or several."""
    wanted = name.casefold()
    exact = [unit for unit in units if unit.label.vi.casefold() == wanted]
    bare = [unit for unit in units if _bare(unit.label.vi, kinds) == _bare(name, kinds)]
    found = exact or (bare if not name.startswith(_COMMUNE_KINDS) else [])
    return found[0] if len(found) == 1 else None


def _bare(name: str, kinds: tuple[str, ...]) -> str:
    for kind in kinds:
        if name.casefold().startswith(kind.casefold()):
            return name[len(kind) :].casefold()
    return name.casefold()
