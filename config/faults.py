"""What is wrong with a configuration file, as a value: file, key, what happened, what to do."""

from __future__ import annotations

from dataclasses import dataclass

from config.texts import Text


@dataclass(frozen=True)
class ConfigFault:
    """One fault. `file` is the file's name, `key` the dotted way to the entry ("" for the whole file)."""

    file: str
    key: str
    problem: Text
    remedy: Text

    @classmethod
    def of(cls, file: str, key: str, *, vi: tuple[str, str], en: tuple[str, str]) -> ConfigFault:
        """A fault from (what happened, what to do) in each language."""
        return cls(file, key, Text(vi[0], en[0]), Text(vi[1], en[1]))

    def line(self, language: str = "vi") -> str:
        """The fault as one line for a terminal or a log that people read."""
        where = f"{self.file}: {self.key}" if self.key else self.file
        return f"{where}: {self.problem.in_language(language)} {self.remedy.in_language(language)}"
