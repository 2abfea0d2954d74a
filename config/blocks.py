"""Blocks: pages written once in shared/blocks.toml and used for several people of a form.

A page of a procedure that says `block = "address"` and `prefix = "requester"` becomes a copy of that block: every id
written `@name` turns into `requester_name`, every `{word}` in its texts into the words given in `words`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from config.faults import ConfigFault
from config.parsing import dotted, parse
from config.procedures import Condition, Page
from config.texts import Text
from config.toml_file import Table


class BlockUse(BaseModel):
    """A page that is a block with a prefix. Conditions stay as written until the page is parsed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    block: str
    prefix: Annotated[str, Field(pattern=r"^[a-z][a-z0-9]{0,19}$")]
    words: dict[str, Text] = Field(default_factory=dict)
    card: bool = True
    """False: nothing is filled in from the requester's card, for this is another person."""
    when: Condition | None = None
    optional: tuple[str, ...] = ()
    """Questions of the block that may stay empty here."""
    without: tuple[str, ...] = ()
    """Questions of the block that are not asked here."""
    questions_when: dict[str, Condition] = Field(default_factory=dict)
    """A further condition for single questions of the block."""
    lists: dict[str, str] = Field(default_factory=dict)
    """Another list to choose from for single questions of the block."""


def faults_of_blocks(blocks: Mapping[str, object], file: str) -> tuple[ConfigFault, ...]:
    """Each block tried as a page of its own, so that a fault names the block's file and not a procedure's."""
    found: list[ConfigFault] = []
    for name, block in blocks.items():
        parsed = parse(Page, _filled(block, "trial", {}), file)
        if isinstance(parsed, tuple):
            found += [
                ConfigFault(file, f"{name}.{fault.key}".rstrip("."), fault.problem, fault.remedy) for fault in parsed
            ]
    return tuple(found)


def expand(table: Table, blocks: Mapping[str, object], file: str) -> tuple[Table, tuple[ConfigFault, ...]]:
    """The procedure's table with every use of a block replaced by the block's page, and what was wrong in the uses."""
    faults: list[ConfigFault] = []
    sections = table.get("form")
    if not isinstance(sections, list):
        return table, ()
    form: list[object] = []
    for number, section in enumerate(sections):
        pages = section.get("pages") if isinstance(section, dict) else None
        if not isinstance(pages, list):
            form.append(section)
            continue
        expanded: list[object] = []
        for index, page in enumerate(pages):
            if not (isinstance(page, dict) and "block" in page):
                expanded.append(page)
                continue
            key = dotted(("form", number, "pages", index))
            use = parse(BlockUse, page, file)
            if isinstance(use, tuple):
                faults += [ConfigFault(file, f"{key}.{fault.key}", fault.problem, fault.remedy) for fault in use]
                continue
            problems = tuple(_unknown_names(use, blocks, file, key))
            faults += problems
            if not problems:
                expanded.append(_used(use, page, blocks))
        form.append({**section, "pages": expanded})
    return {**table, "form": form}, tuple(faults)


def _unknown_names(use: BlockUse, blocks: Mapping[str, object], file: str, key: str) -> Iterator[ConfigFault]:
    if use.block not in blocks:
        yield ConfigFault.of(
            file,
            f"{key}.block",
            vi=(f"Không có khối “{use.block}”.", f"Hãy chọn một trong: {', '.join(sorted(blocks))}."),
            en=(f"There is no block “{use.block}”.", f"Choose one of: {', '.join(sorted(blocks))}."),
        )
        return
    inside = sorted(str(question.get("id", "")).removeprefix("@") for question in _questions_of(blocks[use.block]))
    for name in (*use.optional, *use.without, *use.questions_when, *use.lists):
        if name not in inside:
            yield ConfigFault.of(
                file,
                key,
                vi=(f"Khối “{use.block}” không có câu hỏi “{name}”.", f"Hãy chọn một trong: {', '.join(inside)}."),
                en=(f"The block “{use.block}” has no question “{name}”.", f"Choose one of: {', '.join(inside)}."),
            )


def _used(use: BlockUse, written: Table, blocks: Mapping[str, object]) -> Table:
    page = _filled(blocks[use.block], use.prefix, use.words)
    filled: Table = dict(page) if isinstance(page, dict) else {}
    questions: list[Table] = []
    for question in _questions_of(filled):
        name = str(question.get("id", "")).removeprefix(f"{use.prefix}_")
        if name in use.without:
            continue
        if name in use.optional:
            question["required"] = False
        if name in use.lists:
            question["options_from"] = use.lists[name]
        if not use.card:
            question.pop("prefill", None)
        if name in use.questions_when:
            further = use.questions_when[name].model_dump(exclude_defaults=True)
            own = question.get("when")
            question["when"] = {"all": [further, own]} if own else further
        questions.append(question)
    filled["questions"] = questions
    if "when" in written:
        filled["when"] = written["when"]
    return filled


def _questions_of(page: object) -> list[Table]:
    questions = page.get("questions") if isinstance(page, dict) else None
    return [question for question in questions if isinstance(question, dict)] if isinstance(questions, list) else []


def _filled(part: object, prefix: str, words: Mapping[str, Text]) -> object:
    """A deep copy with `@name` and `{word}` filled in; `{word}` takes the wording of the language it stands in."""
    match part:
        case {"vi": str(vi), "en": str(en), **rest} if not rest:
            text = Text(vi, en).filled(words)
            return {"vi": text.vi, "en": text.en}
        case dict():
            return {key: _filled(value, prefix, words) for key, value in part.items()}
        case list():
            return [_filled(item, prefix, words) for item in part]
        case str() if part.startswith("@"):
            return f"{prefix}_{part[1:]}"
        case _:
            return part
