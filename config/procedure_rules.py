"""What must hold between the entries of one procedure, beyond each entry's own shape."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from config.faults import ConfigFault
from config.procedures import Condition, FeeRule, Procedure, Question
from config.reachability import can_hold, first_cycle, guards

_CHOICES: Final = ("choice", "search_choice")
_DATES: Final = ("date", "partial_date")


def faults_of(procedure: Procedure, file: str) -> tuple[ConfigFault, ...]:
    """Everything wrong between the entries of this procedure; `file` is the name the faults carry."""
    named_well = tuple(_names(procedure, file))
    shaped_well = tuple(_questions(procedure, file))
    conditions = tuple(_conditions(procedure, file))
    ring = first_cycle(guards(procedure))
    if ring:
        conditions += (
            ConfigFault.of(
                file,
                "form",
                vi=(f"Các câu hỏi chờ nhau theo vòng: {' → '.join(ring)}.", "Hãy bỏ bớt một điều kiện trong vòng này."),
                en=(f"Questions wait for each other in a ring: {' → '.join(ring)}.", "Drop one of their conditions."),
            ),
        )
    if not (named_well or conditions):
        conditions += tuple(_unreachable(procedure, file))
    return (
        *named_well,
        *shaped_well,
        *conditions,
        *_copies(procedure, file),
        *_fees(procedure, file),
        *_dates(procedure, file),
    )


def _names(procedure: Procedure, file: str) -> Iterator[ConfigFault]:
    kinds: dict[str, list[str]] = {
        "section": [section.id for section in procedure.form],
        "page": [page.id for _, page in procedure.pages()],
        "question": [question.id for question in procedure.questions()],
        "document": [document.id for document in procedure.documents],
        "delivery": [way.id for way in procedure.deliveries],
    }
    for kind, names in kinds.items():
        for name in _doubles(names):
            yield ConfigFault.of(
                file,
                name,
                vi=(f"Mã “{name}” dùng hai lần ({kind}).", "Hãy đặt cho mỗi mục một mã riêng."),
                en=(f"The id “{name}” is used twice ({kind}).", "Give each entry an id of its own."),
            )


def _doubles(names: Iterable[str]) -> list[str]:
    return sorted(name for name, count in Counter(names).items() if count > 1)


def _questions(procedure: Procedure, file: str) -> Iterator[ConfigFault]:
    known = {question.id: question for question in procedure.questions()}
    for question in procedure.questions():
        yield from _options(question, file)
        yield from _numbers(question, file)
        yield from _references(question, known, file)
        if question.legal_choice and (question.initial, question.prefill, question.same_as) != (None, None, None):
            yield ConfigFault.of(
                file,
                f"{question.id}.legal_choice",
                vi=("Luật yêu cầu người dân tự chọn, không được điền sẵn.", "Hãy bỏ initial, prefill và same_as."),
                en=("The law wants the citizen's own choice, nothing preset.", "Remove initial, prefill and same_as."),
            )


def _options(question: Question, file: str) -> Iterator[ConfigFault]:
    values = [option.value for option in question.options]
    if question.kind in _CHOICES and len(values) < 2:
        yield ConfigFault.of(
            file,
            f"{question.id}.options",
            vi=("Câu hỏi chọn phải có ít nhất hai lựa chọn.", "Hãy thêm options, hoặc options_from với tên danh sách."),
            en=("A choice needs at least two options.", "Add options, or options_from with the name of a list."),
        )
    if question.kind not in _CHOICES and (values or question.options_from):
        yield ConfigFault.of(
            file,
            f"{question.id}.options",
            vi=(f"Loại câu hỏi “{question.kind}” không có lựa chọn.", 'Hãy bỏ options, hoặc đổi kind thành "choice".'),
            en=(f"A question of kind “{question.kind}” has no options.", 'Remove them, or make it a "choice".'),
        )
    for value in _doubles(values):
        yield ConfigFault.of(
            file,
            f"{question.id}.options",
            vi=(f"Lựa chọn “{value}” có hai lần.", "Hãy bỏ bớt một."),
            en=(f"The option “{value}” is there twice.", "Remove one."),
        )
    if question.initial is not None and values and str(question.initial) not in values:
        yield ConfigFault.of(
            file,
            f"{question.id}.initial",
            vi=(f"“{question.initial}” không có trong các lựa chọn.", "Hãy chọn một giá trị có trong danh sách."),
            en=(f"“{question.initial}” is not among the options.", "Use a value of the list."),
        )


def _numbers(question: Question, file: str) -> Iterator[ConfigFault]:
    if question.kind == "integer" and (question.min is None or question.max is None or question.min > question.max):
        yield ConfigFault.of(
            file,
            f"{question.id}.min",
            vi=("Câu hỏi số phải có min và max, min không lớn hơn max.", "Hãy ghi cả hai giới hạn."),
            en=("A number needs min and max, min not above max.", "Give both limits."),
        )
    if question.kind != "integer" and (question.min is not None or question.max is not None):
        yield ConfigFault.of(
            file,
            f"{question.id}.min",
            vi=('Chỉ câu hỏi kind = "integer" mới có min, max.', "Hãy bỏ đi, hoặc dùng max_length."),
            en=('Only a question of kind "integer" has min and max.', "Remove them, or use max_length."),
        )


def _references(question: Question, known: dict[str, Question], file: str) -> Iterator[ConfigFault]:
    within = known.get(question.within or "")
    if question.kind == "commune" and (within is None or within.kind != "province"):
        yield ConfigFault.of(
            file,
            f"{question.id}.within",
            vi=("Câu hỏi xã/phường phải nêu câu hỏi tỉnh/thành phố.", "Hãy ghi within = mã của câu hỏi tỉnh."),
            en=("A commune question must name its province question.", "Give within = the id of that question."),
        )
    elif question.within is not None and within is None:
        yield _unknown_field(file, f"{question.id}.within", question.within)
    if question.same_as is not None and question.same_as not in known:
        yield _unknown_field(file, f"{question.id}.same_as", question.same_as)
    after = known.get(question.after or "")
    if question.after is not None and (after is None or after.kind not in _DATES or question.kind not in _DATES):
        yield ConfigFault.of(
            file,
            f"{question.id}.after",
            vi=("after chỉ dùng giữa hai câu hỏi về ngày.", "Hãy ghi mã của một câu hỏi ngày đã có."),
            en=("after compares two date questions.", "Give the id of a date question of this form."),
        )


def _unknown_field(file: str, key: str, name: str) -> ConfigFault:
    return ConfigFault.of(
        file,
        key,
        vi=(f"Không có câu hỏi nào mang mã “{name}”.", "Hãy sửa lại mã cho đúng."),
        en=(f"No question has the id “{name}”.", "Correct the id."),
    )


def _conditions(procedure: Procedure, file: str) -> Iterator[ConfigFault]:
    known = {question.id: question for question in procedure.questions()}
    asked: set[str] = set()
    for section in procedure.form:
        yield from _condition(section.when, f"{section.id}.when", known, asked, file)
        for page in section.pages:
            yield from _condition(page.when, f"{page.id}.when", known, asked, file)
            for question in page.questions:
                yield from _condition(question.when, f"{question.id}.when", known, asked, file)
                asked.add(question.id)
    for document in procedure.documents:
        yield from _condition(document.when, f"documents.{document.id}.when", known, asked, file)
    for block in procedure.copies:
        yield from _condition(block.when, f"copies.{block.target}.when", known, asked, file)
    for way in procedure.deliveries:
        inside: set[str] = set()
        for question in way.questions:
            yield from _condition(question.when, f"{question.id}.when", known, inside, file)
            inside.add(question.id)


def _condition(
    condition: Condition | None, key: str, known: dict[str, Question], asked: set[str], file: str
) -> Iterator[ConfigFault]:
    if condition is None:
        return
    for part in condition.all + condition.any:
        yield from _condition(part, key, known, asked, file)
    if condition.field is None:
        return
    question = known.get(condition.field)
    if question is None:
        yield _unknown_field(file, key, condition.field)
        return
    if condition.field not in asked:
        yield ConfigFault.of(
            file,
            key,
            vi=(f"Điều kiện dùng “{condition.field}” trước khi câu ấy được hỏi.", "Hãy đưa câu ấy lên trước."),
            en=(f"The condition uses “{condition.field}” before it is asked.", "Ask that question earlier."),
        )
    offered = {option.value for option in question.options}
    for value in condition.is_one_of + condition.is_none_of:
        if offered and value not in offered:
            yield ConfigFault.of(
                file,
                key,
                vi=(f"“{condition.field}” không có lựa chọn “{value}”.", f"Hãy dùng một trong: {_some(offered)}."),
                en=(f"“{condition.field}” has no option “{value}”.", f"Use one of: {_some(offered)}."),
            )


def _some(values: set[str]) -> str:
    few = sorted(values)[:16]
    return ", ".join(few) + (", …" if len(values) > len(few) else "")


def _unreachable(procedure: Procedure, file: str) -> Iterator[ConfigFault]:
    for section, page in procedure.pages():
        around = tuple(when for when in (section.when, page.when) if when is not None)
        if not can_hold(around, procedure):
            yield _never(file, page.id)
            continue
        for question in page.questions:
            if question.when is not None and not can_hold((*around, question.when), procedure):
                yield _never(file, question.id)
    for document in procedure.documents:
        if document.when is not None and not can_hold((document.when,), procedure):
            yield _never(file, f"documents.{document.id}")


def _never(file: str, key: str) -> ConfigFault:
    return ConfigFault.of(
        file,
        f"{key}.when",
        vi=("Không câu trả lời nào đưa tới đây.", "Hãy xem lại các điều kiện: chúng loại trừ nhau."),
        en=("No answers ever lead here.", "Look at the conditions: they exclude each other."),
    )


def _copies(procedure: Procedure, file: str) -> Iterator[ConfigFault]:
    known = [question.id for question in procedure.questions()]
    for block in procedure.copies:
        for prefix in (block.source, block.target):
            if not any(name.startswith(prefix + "_") for name in known):
                yield _unknown_field(file, f"copies.{block.target}", prefix + "_…")


def _fees(procedure: Procedure, file: str) -> Iterator[ConfigFault]:
    known = {question.id: question for question in procedure.questions()}
    for rule in procedure.fees:
        if rule.times is not None and (rule.times not in known or known[rule.times].kind != "integer"):
            yield ConfigFault.of(
                file,
                "fees.times",
                vi=(f"“{rule.times}” không phải câu hỏi số.", 'Hãy ghi mã của một câu hỏi kind = "integer".'),
                en=(f"“{rule.times}” is not a number question.", 'Give the id of a question of kind "integer".'),
            )
    for channel in ("online", "counter"):
        rules = sorted((rule for rule in procedure.fees if rule.channel == channel), key=lambda rule: rule.valid_from)
        yield from _coverage(rules, procedure, channel, file)


def _coverage(rules: list[FeeRule], procedure: Procedure, channel: str, file: str) -> Iterator[ConfigFault]:
    key = f"fees.{channel}"
    for early, late in pairwise(rules):
        if early.valid_to is None or early.valid_to >= late.valid_from:
            yield ConfigFault.of(
                file,
                key,
                vi=("Hai mức phí cùng có hiệu lực một lúc.", "Hãy ghi valid_to của mức trước là ngày trước mức sau."),
                en=("Two fees hold at the same time.", "End the earlier one the day before the later one begins."),
            )
    bare = _first_bare_day(rules, procedure)
    if bare is not None:
        day = f"{bare.day:02d}/{bare.month:02d}/{bare.year}"
        yield ConfigFault.of(
            file,
            key,
            vi=(
                f"Ngày {day} thủ tục có hiệu lực mà không có mức phí.",
                "Hãy ghi phí (có thể là 0) cho mọi ngày hiệu lực.",
            ),
            en=(
                f"On {day} the procedure holds and has no fee.",
                "Give a fee (0 is one) for every day of validity.",
            ),
        )


def _first_bare_day(rules: list[FeeRule], procedure: Procedure) -> date | None:
    """The first day of the procedure's validity on which none of these rules holds. rules: by their first day."""
    day, last = procedure.valid_from, procedure.valid_to or date.max
    for rule in rules:
        if rule.valid_from > day:
            break
        if rule.valid_to is None or rule.valid_to == date.max:
            return None
        day = max(day, rule.valid_to + timedelta(days=1))
    return day if day <= last else None


def _dates(procedure: Procedure, file: str) -> Iterator[ConfigFault]:
    limit = procedure.time_limit
    spans: list[tuple[str, date, date | None]] = [("valid_to", procedure.valid_from, procedure.valid_to)]
    spans += [("fees.valid_to", rule.valid_from, rule.valid_to) for rule in procedure.fees]
    spans += [("legal_basis.valid_to", basis.valid_from, basis.valid_to) for basis in procedure.legal_basis]
    spans += [("time_limit.valid_to", limit.valid_from, limit.valid_to)]
    for key, start, end in spans:
        if end is not None and end < start:
            yield ConfigFault.of(
                file,
                key,
                vi=("Ngày hết hiệu lực ở trước ngày có hiệu lực.", "Hãy sửa lại hai ngày này."),
                en=("The last day of validity is before the first.", "Correct these two dates."),
            )
    if limit.valid_from > procedure.valid_from or (limit.valid_to or date.max) < (procedure.valid_to or date.max):
        yield ConfigFault.of(
            file,
            "time_limit",
            vi=("Thời hạn giải quyết không phủ hết thời gian hiệu lực.", "Hãy cho thủ tục hết hiệu lực cùng thời hạn."),
            en=("The time limit does not hold as long as the procedure.", "Let the procedure end with its time limit."),
        )
    if not procedure.legal_basis_on(procedure.valid_from):
        yield ConfigFault.of(
            file,
            "legal_basis",
            vi=("Không có căn cứ nào vào ngày thủ tục có hiệu lực.", "Hãy ghi căn cứ đang có hiệu lực."),
            en=("No legal basis holds when the procedure begins.", "Give the instruments in force then."),
        )
    if (limit.kind == "same_day") != (limit.amount == 0):
        yield ConfigFault.of(
            file,
            "time_limit.amount",
            vi=("same_day có amount = 0; các loại khác có amount lớn hơn 0.", "Hãy sửa amount."),
            en=("same_day has amount = 0, the other kinds more than 0.", "Correct the amount."),
        )
    if limit.cutoff is not None and limit.kind != "same_day":
        yield ConfigFault.of(
            file,
            "time_limit.cutoff",
            vi=("cutoff chỉ dùng cho same_day.", "Hãy bỏ cutoff."),
            en=("cutoff belongs to same_day only.", "Remove it."),
        )
