"""Invented citizens for the demonstration: no such person, no such number (the serials all begin with 9)."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date
from typing import Final

_FAMILY: Final = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô")
_MIDDLE: Final = {"Nữ": ("Thị", "Thị Ngọc", "Thu"), "Nam": ("Văn", "Đức", "Quốc")}
_GIVEN: Final = {
    "Nữ": ("Mẫu", "Hạnh", "Thủy", "Nguyệt", "Phượng", "Huệ"),
    "Nam": ("Mẫu", "Khải", "Vượng", "Thịnh", "Luyện", "Quỳnh"),
}
_STREETS: Final = ("Hàng Bạc", "Lò Đúc", "Thụy Khuê", "Đội Cấn", "Trần Khát Chân", "Nghĩa Dũng")
_FIRST_YEAR_OF_THE_NEW_CARD: Final = date(2024, 7, 1)


@dataclass(frozen=True)
class Citizen:
    """What the card of an invented citizen says."""

    number: str
    full_name: str
    born: date
    sex: str
    residence: str
    issued: date
    phone: str

    def card_qr(self) -> str:
        """The text of the card's QR: seven fields, or eleven on a card of the new kind."""
        fields = (
            self.number,
            "",
            self.full_name,
            f"{self.born:%d%m%Y}",
            self.sex,
            self.residence,
            f"{self.issued:%d%m%Y}",
        )
        tail = "||||" if self.issued >= _FIRST_YEAR_OF_THE_NEW_CARD else ""
        return "|".join(fields) + tail

    def secrets(self) -> tuple[str, ...]:
        """Every text of this person that must be found nowhere in the clear."""
        return (self.number, self.full_name, self.full_name.upper(), self.residence, self.phone, self.card_qr())


def invent(count: int, seed: int) -> tuple[Citizen, ...]:
    """`count` citizens, the same for the same seed."""
    luck = random.Random(seed)
    citizens = []
    for index in range(count):
        sex = luck.choice(("Nữ", "Nam"))
        born = date(luck.randint(1950, 1999), luck.randint(1, 12), luck.randint(1, 28))
        issued = date(luck.choice((2021, 2022, 2023, 2025)), luck.randint(1, 12), luck.randint(1, 28))
        citizens.append(
            Citizen(
                number=f"001{0 if sex == 'Nam' else 1}{born:%y}9{index:05d}",
                full_name=f"{luck.choice(_FAMILY)} {luck.choice(_MIDDLE[sex])} {luck.choice(_GIVEN[sex])}",
                born=born,
                sex=sex,
                residence=f"Số {luck.randint(1, 90)} {luck.choice(_STREETS)}, Hoàn Kiếm, Hà Nội",
                issued=issued,
                phone=f"09{luck.randint(10_000_000, 99_999_999)}",
            )
        )
    return tuple(citizens)
