"""The shipped catalogue with a law that changes on 1 March 2027: another form, limit and fee for one procedure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from config.folder import shipped_folder
from config.procedures import Catalogue, FeeRule, Page, Procedure, Question, TimeLimit, load_procedures
from config.texts import Text

CODE: Final = "2.000635"
OTHER: Final = "1.004873"
OLD_FROM, OLD_TO, NEW_FROM = date(2026, 1, 1), date(2027, 2, 28), date(2027, 3, 1)
NEW_QUESTION: Final = "reason_of_2027"
NEW_LIMIT: Final = Text("Hai ngày làm việc theo luật mới.", "Two working days by the new law.")
NEW_NAME: Final = Text("Bản sao theo luật mới", "Copy by the new law")
NEW_FEE: Final = 5000


def shipped() -> Catalogue:
    """What comes with the package: nothing after 28 February 2027."""
    read = load_procedures(shipped_folder() / "procedures")
    assert isinstance(read, Catalogue)
    return read


def two_versions(first: date = NEW_FROM, *, fee: bool = True) -> Catalogue:
    """The procedure CODE in two versions, the old one with the fees that end with it. fee: the new one is paid online.

    OTHER has no second version.
    """
    catalogue = shipped()
    old = catalogue.procedure(CODE, OLD_TO)
    assert old is not None
    ended = old.model_copy(update={"fees": tuple(rule.model_copy(update={"valid_to": OLD_TO}) for rule in old.fees)})
    rest = tuple(one for one in catalogue.procedures if one.code != CODE)
    return replace(catalogue, procedures=(*rest, ended, _new(old, first, fee=fee)))


def old_version(catalogue: Catalogue) -> Procedure:
    """The version before the change."""
    found = catalogue.procedure(CODE, OLD_TO)
    assert found is not None
    return found


def new_version(catalogue: Catalogue) -> Procedure:
    """The version after the change."""
    found = catalogue.procedure(CODE, NEW_FROM)
    assert found is not None
    return found


def _new(old: Procedure, first: date, *, fee: bool) -> Procedure:
    words = Text("Lý do theo luật mới", "Reason by the new law")
    question = Question(id=NEW_QUESTION, kind="text", label=words, hint=words, error=words)
    page = Page(id="page_of_2027", title=words, why=words, questions=(question,))
    section = old.form[0].model_copy(update={"pages": (page, *old.form[0].pages)})
    paid = FeeRule(channel="online", amount_vnd=NEW_FEE, explanation=words, basis=words, valid_from=first)
    return old.model_copy(
        update={
            "name": NEW_NAME,
            "short_name": NEW_NAME,
            "form": (section, *old.form[1:]),
            "fees": (paid,) if fee else (paid.model_copy(update={"channel": "counter"}),),
            "time_limit": TimeLimit(kind="working_days", amount=2, text=NEW_LIMIT, valid_from=first),
            "valid_from": first,
            "valid_to": None,
        }
    )
