"""What somebody shows or types to say that they booked: the code of the booking, a telephone number, the card."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from config.texts import Text
from kiosk.domain.identity_card import CardFault, parse_card_qr
from kiosk.domain.journey import Booked
from ticketing.domain.phone_number import national_number

# The booking's code as a QR: ours, whatever portal shows it.
_CODE: Final = re.compile(r"(?:MCH:)?([0-9]{8})", re.IGNORECASE | re.ASCII)
_IDENTITY: Final = re.compile(r"[0-9]{12}", re.ASCII)
_SHORTEST_CARD: Final = 30
_FAULT: Final = Text(
    "Chưa nhận ra. Mã đặt lịch có 8 chữ số, số điện thoại có từ 9 đến 11 chữ số, số định danh có 12 chữ số.",
    "That was not recognised. A booking code has 8 digits, a telephone number 9 to 11, an identity number 12.",
)


@dataclass(frozen=True)
class NotAnAppointment:
    """Nothing that could stand for a booking; `text` says what could. reason: for the log."""

    text: Text
    reason: str


def appointment_in(text: str, today: date) -> Booked | NotAnAppointment:
    """How the person is known: by code, by telephone, or by identity number, typed or read from the card's QR."""
    tidy = re.sub(r"[\s.-]", "", text)
    if code := _CODE.fullmatch(tidy):
        return Booked("code", code[1])
    # Twelve digits are an identity number, even where a telephone number could have them.
    if _IDENTITY.fullmatch(tidy):
        return Booked("identity_number", tidy)
    if phone := national_number(tidy):
        return Booked("phone", phone)
    if len(tidy) < _SHORTEST_CARD:
        return NotAnAppointment(_FAULT, "not_a_booking")
    card = parse_card_qr(text, today)
    if isinstance(card, CardFault):
        return NotAnAppointment(card.text, card.kind)
    return Booked("identity_number", card.number)
