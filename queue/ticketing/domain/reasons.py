"""Why a member of staff departs from the order of the line: closed lists of codes, each with its text for people.

A code goes into the audit; a text is only shown. Nothing here describes a citizen.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class CallThisReason(StrEnum):
    """Why this ticket and not the next."""

    PAPERS_READY = "papers_ready"
    CAME_BACK = "came_back"
    HELP_COLLEAGUE = "help_colleague"
    URGENT = "urgent"
    SUPERVISOR_ASKED = "supervisor_asked"


class HoldReason(StrEnum):
    """Why the citizen leaves the counter for a while."""

    CORRECT_FORM = "correct_form"
    FETCH_PAPERS = "fetch_papers"
    PHOTOCOPY = "photocopy"
    PAY_FEE = "pay_fee"
    WAIT_SPECIALIST = "wait_specialist"


class TransferReason(StrEnum):
    """Why the ticket goes on to another line or counter."""

    WRONG_LINE = "wrong_line"
    NEXT_STEP = "next_step"
    SPECIALIST = "specialist"
    COUNTER_CLOSING = "counter_closing"
    COUNTER_TROUBLE = "counter_trouble"


class PauseReason(StrEnum):
    """Why a counter calls nobody for a while."""

    SHORT_BREAK = "short_break"
    LUNCH = "lunch"
    MEETING = "meeting"
    HAND_OVER = "hand_over"
    MACHINE_TROUBLE = "machine_trouble"


class QuickReason(StrEnum):
    """What small matter is served at once."""

    QUESTION = "question"
    COLLECT_RESULT = "collect_result"
    ADD_PAPER = "add_paper"
    STAMP = "stamp"


class MergeReason(StrEnum):
    """Why several numbers are served as one."""

    FAMILY = "family"
    SAME_PERSON = "same_person"


class PriorityReason(StrEnum):
    """What a priority was given, or taken away, upon."""

    PAPER_SHOWN = "paper_shown"
    SEEN_BY_STAFF = "seen_by_staff"
    TOLD_BY_CITIZEN = "told_by_citizen"
    MISTAKE = "mistake"


class CitizenReason(StrEnum):
    """Why a ticket is passed over for a while at its citizen's own wish."""

    COME_LATER = "come_later"


Reason = (
    CallThisReason | HoldReason | TransferReason | PauseReason | QuickReason | MergeReason | PriorityReason
    | CitizenReason
)  # fmt: skip

_TEXTS: Final[dict[Reason, tuple[str, str]]] = {
    CallThisReason.PAPERS_READY: ("Giấy tờ đã đủ", "Papers are complete now"),
    CallThisReason.CAME_BACK: ("Người dân đã quay lại", "The citizen came back"),
    CallThisReason.HELP_COLLEAGUE: ("Hỗ trợ quầy khác", "Helping another counter"),
    CallThisReason.URGENT: ("Việc khẩn cấp", "An emergency"),
    CallThisReason.SUPERVISOR_ASKED: ("Theo yêu cầu của người phụ trách", "The supervisor asked for it"),
    HoldReason.CORRECT_FORM: ("Sửa tờ khai", "Correcting the form"),
    HoldReason.FETCH_PAPERS: ("Bổ sung giấy tờ", "Fetching papers"),
    HoldReason.PHOTOCOPY: ("Photo giấy tờ", "Making photocopies"),
    HoldReason.PAY_FEE: ("Nộp phí, lệ phí", "Paying the fee"),
    HoldReason.WAIT_SPECIALIST: ("Chờ cán bộ chuyên môn", "Waiting for a specialist"),
    TransferReason.WRONG_LINE: ("Lấy nhầm nhóm thủ tục", "Took the wrong line"),
    TransferReason.NEXT_STEP: ("Bước tiếp theo ở nơi khác", "The next step is elsewhere"),
    TransferReason.SPECIALIST: ("Cần cán bộ chuyên môn", "Needs a specialist"),
    TransferReason.COUNTER_CLOSING: ("Quầy sắp nghỉ", "This counter is closing"),
    TransferReason.COUNTER_TROUBLE: ("Máy của quầy gặp sự cố", "Trouble with this counter's machines"),
    PauseReason.SHORT_BREAK: ("Nghỉ ngắn", "Short break"),
    PauseReason.LUNCH: ("Nghỉ trưa", "Lunch"),
    PauseReason.MEETING: ("Họp", "Meeting"),
    PauseReason.HAND_OVER: ("Bàn giao hồ sơ", "Handing dossiers over"),
    PauseReason.MACHINE_TROUBLE: ("Máy gặp sự cố", "Trouble with the machines"),
    QuickReason.QUESTION: ("Hỏi thông tin", "A question"),
    QuickReason.COLLECT_RESULT: ("Nhận kết quả", "Collecting a result"),
    QuickReason.ADD_PAPER: ("Nộp bổ sung giấy tờ", "Handing in a missing paper"),
    QuickReason.STAMP: ("Đóng dấu, xác nhận nhanh", "A stamp or a short confirmation"),
    MergeReason.FAMILY: ("Người cùng gia đình", "One family"),
    MergeReason.SAME_PERSON: ("Một người lấy nhiều số", "One person with several numbers"),
    PriorityReason.PAPER_SHOWN: ("Có giấy tờ chứng minh", "A paper was shown"),
    PriorityReason.SEEN_BY_STAFF: ("Cán bộ nhìn thấy", "Seen by staff"),
    PriorityReason.TOLD_BY_CITIZEN: ("Người dân cho biết", "The citizen said so"),
    PriorityReason.MISTAKE: ("Sửa nhầm lẫn", "Correcting a mistake"),
    CitizenReason.COME_LATER: ("Người dân xin đến sau", "The citizen comes later"),
}


def reason_text(reason: Reason) -> tuple[str, str]:
    """The reason in Vietnamese and in English."""
    return _TEXTS[reason]
