"""The words of a call: the number digit by digit, the counter as a number."""

from __future__ import annotations

from config.spoken import SpokenLanguage


def call_sentence(language: SpokenLanguage, label: str, counter: int) -> str:
    """`A012` to counter 3: "Xin mời số thứ tự A không một hai, đến quầy số ba." The series of `K2-001` is set apart."""
    return language.call.format(number=_number(language, label), counter=_counter(language, counter))


def _number(language: SpokenLanguage, label: str) -> str:
    series, dash, rest = label.partition("-")
    groups = (series, rest) if dash else (label,)
    # The comma is a short breath: `K hai, không không một` is not heard as one long number.
    return ", ".join(" ".join(_spelt(language, group)) for group in groups)


def _spelt(language: SpokenLanguage, group: str) -> list[str]:
    words = []
    for sign in group:
        if "0" <= sign <= "9":
            words.append(language.digits[int(sign)])
        elif "A" <= sign <= "Z":
            words.append(language.letters.get(sign, sign))
    return words


def _counter(language: SpokenLanguage, counter: int) -> str:
    if 0 <= counter < len(language.digits):
        return language.digits[counter]
    return language.counters.get(str(counter), str(counter))
