"""A sentence in both languages of the house: Vietnamese first, English complete."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from pydantic import ConfigDict, Field

Language = Literal["vi", "en"]


@dataclass(frozen=True)
class Text:
    """One sentence or name, Vietnamese and English; neither is ever empty when it comes from a file."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    vi: Annotated[str, Field(min_length=1, max_length=4000)]
    en: Annotated[str, Field(min_length=1, max_length=4000)]

    def in_language(self, language: Language | str) -> str:
        """The English wording for "en", the Vietnamese one for anything else."""
        return self.en if language == "en" else self.vi

    def filled(self, parts: Mapping[str, Text]) -> Text:
        """The same sentence with `{name}` replaced by each part's wording in that language."""
        vi, en = self.vi, self.en
        for name, part in parts.items():
            vi = vi.replace("{" + name + "}", part.vi)
            en = en.replace("{" + name + "}", part.en)
        return Text(vi, en)
